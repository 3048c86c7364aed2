// Connecting a store: first where it is sold, then the way in. Also the first page of an empty hub.
import { Button } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { useFilters } from "../api/use-filters.ts";
import { Page, Section } from "../components/page.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { OauthForm } from "./oauth-form.tsx";
import { PlatformCards } from "./platform-cards.tsx";
import { Stages } from "./stages.tsx";
import { usePlatforms } from "./use-connecting.ts";
import { WooCommerceForm } from "./woocommerce-form.tsx";

const searchSchema = z.object({ platform: z.string().optional() });

export function Screen() {
  const { t } = useTranslation("connect");
  const [{ platform }, change] = useFilters(searchSchema);
  const platforms = usePlatforms();
  const picked = platforms.data?.platforms.find((each) => each.platform === platform);
  const back = (
    <Button variant="default" leftSection={<IconArrowLeft size={16} />} onClick={() => change({ platform: null })}>
      {t("back")}
    </Button>
  );
  if (picked)
    return (
      <Page title={t("pick", { platform: picked.title })} actions={back}>
        <Stages at="way_in" />
        <Section>
          {picked.access === "oauth2" ? (
            <OauthForm platform={picked.platform} publicUrl={platforms.data?.public_url ?? ""} />
          ) : (
            <WooCommerceForm publicUrl={platforms.data?.public_url ?? ""} />
          )}
        </Section>
      </Page>
    );
  return (
    <Page title={t("title")} lead={t("lead")}>
      <Stages at="pick" />
      <ProblemAlert error={platforms.error} onRetry={() => void platforms.refetch()} />
      <PlatformCards platforms={platforms.data?.platforms} onPick={(name) => change({ platform: name })} />
    </Page>
  );
}
