// What narrows the list of orders down. Typing asks the hub once it pauses.
import { ORDER_STATUSES } from "@logix/model";
import { NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./orders.module.css";
import type { OrderFilters } from "./use-orders.ts";

const PAUSE_MS = 250;

type Change = { readonly [Name in keyof OrderFilters]?: string | null };

export function OrderFilterBar({
  filters,
  onChange,
}: {
  readonly filters: OrderFilters;
  readonly onChange: (change: Change) => void;
}) {
  const { t } = useTranslation("orders");
  const { t: status } = useTranslation("statuses");
  const search = useDebouncedCallback((text: string) => onChange({ search: text.trim() }), PAUSE_MS);
  return (
    <>
      <TextInput
        // Made anew when the filters are cleared.
        key={filters.search === undefined ? "none" : "some"}
        className={classes.search ?? ""}
        size="xs"
        type="search"
        aria-label={t("search_label")}
        placeholder={t("search")}
        leftSection={<IconSearch size={15} />}
        defaultValue={filters.search ?? ""}
        autoFocus={filters.search !== undefined}
        onChange={(event) => search(event.currentTarget.value)}
      />
      <NativeSelect
        size="xs"
        aria-label={t("status")}
        value={filters.status ?? ""}
        onChange={(event) => onChange({ status: event.currentTarget.value })}
        data={[
          { value: "", label: t("any_status") },
          ...ORDER_STATUSES.map((each) => ({ value: each, label: status(each) })),
        ]}
      />
      <DayInput label={t("from")} day={filters.from} onChange={(from) => onChange({ from })} />
      <DayInput label={t("until")} day={filters.until} onChange={(until) => onChange({ until })} />
    </>
  );
}

function DayInput({
  label,
  day,
  onChange,
}: {
  readonly label: string;
  readonly day: string | undefined;
  readonly onChange: (day: string) => void;
}) {
  return (
    <TextInput
      size="xs"
      type="date"
      aria-label={label}
      title={label}
      value={day ?? ""}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
