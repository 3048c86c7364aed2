// The account's own name, for its owners.
import { useTranslation } from "react-i18next";
import { Section } from "../components/page.tsx";
import { useSessionActions } from "../session/session.ts";
import { NameForm } from "./name-form.tsx";

export function ShopName({ name }: { readonly name: string }) {
  const { t } = useTranslation("account");
  const { renameAccount } = useSessionActions();
  return (
    <Section title={t("shop")}>
      <NameForm name={name} label={t("shop_name")} hint={t("shop_hint")} onSave={renameAccount} />
    </Section>
  );
}
