// Whether a customer has an account in their store, and whether they were merged.
import type { Customer } from "@logix/api/hub/customers";
import { IconLink, IconUserCheck, IconUserQuestion } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Badge } from "../components/status-badge.tsx";

export function CustomerKind({ customer }: { readonly customer: Customer }) {
  const { t } = useTranslation("customers");
  if (customer.person_id !== null) return <Badge tone="info" icon={IconLink} text={t("merged")} />;
  if (customer.guest) return <Badge tone="idle" icon={IconUserQuestion} text={t("guest")} />;
  return <Badge tone="good" icon={IconUserCheck} text={t("registered")} />;
}
