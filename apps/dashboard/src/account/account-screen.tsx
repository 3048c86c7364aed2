// What people can do about themselves, and owners about the name of their account.
import { useTranslation } from "react-i18next";
import { Page } from "../components/page.tsx";
import { useMay, useSession } from "../session/session.ts";
import { OwnName } from "./own-name.tsx";
import { PasswordForm } from "./password-form.tsx";
import { ShopName } from "./shop-name.tsx";

export function Screen() {
  const { t } = useTranslation("account");
  const { data: me } = useSession();
  const may = useMay();
  if (!me) return null;
  return (
    <Page title={t("title")} lead={t("lead")}>
      <OwnName me={me} />
      <PasswordForm email={me.user.email} />
      {may("admin:users") && <ShopName name={me.account.name} />}
    </Page>
  );
}
