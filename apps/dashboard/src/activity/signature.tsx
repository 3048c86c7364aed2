// Whether a delivery was proven to be its store's.
import { IconShieldCheck, IconShieldQuestion } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Badge } from "../components/status-badge.tsx";

export function Signature({ isSigned }: { readonly isSigned: boolean }) {
  const { t } = useTranslation("activity");
  return isSigned ? (
    <Badge tone="good" icon={IconShieldCheck} text={t("signed")} />
  ) : (
    <Badge tone="warn" icon={IconShieldQuestion} text={t("unsigned")} />
  );
}
