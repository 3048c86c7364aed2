// Who one is here: the name, which is one's own to change, and what an owner decides.
import type { Me } from "@logix/api/hub/auth";
import { Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Facts } from "../components/facts.tsx";
import { Section } from "../components/page.tsx";
import { useSessionActions } from "../session/session.ts";
import { NameForm } from "./name-form.tsx";

export function OwnName({ me }: { readonly me: Me }) {
  const { t } = useTranslation("account");
  const { rename } = useSessionActions();
  return (
    <Section title={t("you")}>
      <Stack>
        <Facts
          facts={[
            [t("email"), me.user.email],
            [t("role"), t(me.role)],
          ]}
        />
        <NameForm name={me.user.name} label={t("name")} hint={t("name_hint")} onSave={rename} />
      </Stack>
    </Section>
  );
}
