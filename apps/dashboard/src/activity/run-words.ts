// Kinds and causes of runs in plain words; what a later hub may add is shown as it is.
import { useTranslation } from "react-i18next";

export const RUN_KINDS = ["orders", "products", "customers", "payouts", "export", "import", "bulk"] as const;
export const RUN_STATES = ["waiting", "running", "done", "incomplete", "failed", "stopped"] as const;

export function useRunWords() {
  const { t } = useTranslation("activity");
  const kinds: Readonly<Record<string, string>> = Object.fromEntries(
    RUN_KINDS.map((kind) => [kind, t(`kind_${kind}`)] as const),
  );
  const causes: Readonly<Record<string, string>> = {
    request: t("cause_request"),
    schedule: t("cause_schedule"),
    connected: t("cause_connected"),
    gap: t("cause_gap"),
  };
  return { kindOf: (kind: string) => kinds[kind] ?? kind, causeOf: (cause: string) => causes[cause] ?? cause };
}
