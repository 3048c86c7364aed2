// What customers have in common, as a sentence says it.
import type { Ground } from "@logix/api/hub/persons";
import { useTranslation } from "react-i18next";

export function useGroundWords(): (grounds: readonly Ground[]) => string {
  const { t } = useTranslation("customers");
  const words = { email: t("ground_email"), phone: t("ground_phone"), name: t("ground_name") } as const;
  return (grounds) => new Intl.ListFormat("en").format(grounds.map((ground) => words[ground]));
}
