// What narrows the list of payouts down, kept in the address.
import { payoutSchema } from "@logix/api/hub/payouts";
import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { z } from "zod";

const { status: statusSchema, state: stateSchema } = payoutSchema.shape;

export const filtersSchema = z.object({
  status: statusSchema.optional(),
  state: stateSchema.optional(),
  open: z.coerce.number().int().optional(),
});
type Filters = z.output<typeof filtersSchema>;

export function PayoutFilters({
  status,
  state,
  onChange,
}: Pick<Filters, "status" | "state"> & {
  readonly onChange: (change: { readonly status?: string; readonly state?: string }) => void;
}) {
  const { t } = useTranslation("payouts");
  return (
    <>
      <NativeSelect
        size="xs"
        aria-label={t("status")}
        value={status ?? ""}
        onChange={(event) => onChange({ status: event.currentTarget.value })}
        data={[
          { value: "", label: t("any_status") },
          ...statusSchema.options.map((each) => ({ value: each, label: t(each) })),
        ]}
      />
      <NativeSelect
        size="xs"
        aria-label={t("check")}
        value={state ?? ""}
        onChange={(event) => onChange({ state: event.currentTarget.value })}
        data={[
          { value: "", label: t("any_state") },
          ...stateSchema.options.map((each) => ({ value: each, label: t(each) })),
        ]}
      />
    </>
  );
}
