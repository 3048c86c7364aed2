// What stands where a screen should: not found, not allowed, or broken.
import { Button } from "@mantine/core";
import { IconError404, IconLock, IconMoodSad } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../components/empty-state.tsx";
import { Page } from "../components/page.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";

export function NotFound() {
  const { t } = useTranslation("shell");
  return (
    <Page title={t("not_found")}>
      <EmptyState icon={IconError404} title={t("not_found")} hint={t("not_found_hint")} action={<ToOverview />} />
    </Page>
  );
}

export function Forbidden() {
  const { t } = useTranslation("shell");
  return (
    <Page title={t("forbidden")}>
      <EmptyState icon={IconLock} title={t("forbidden")} hint={t("forbidden_hint")} action={<ToOverview />} />
    </Page>
  );
}

/** A new version of the dashboard takes the old one's files away; loading the page anew helps then too. */
export function ScreenBroken({ error }: { readonly error: unknown }) {
  const { t } = useTranslation("shell");
  const action = (
    <Button variant="default" onClick={() => location.reload()}>
      {t("reload")}
    </Button>
  );
  return (
    <Page title={t("broken")}>
      <EmptyState icon={IconMoodSad} title={t("broken")} hint={t("broken_hint")} action={action} />
      <ProblemAlert error={error} />
    </Page>
  );
}

function ToOverview() {
  const { t } = useTranslation("shell");
  return (
    <Button variant="default" renderRoot={(props) => <Link to="/" {...props} />}>
      {t("to_overview")}
    </Button>
  );
}
