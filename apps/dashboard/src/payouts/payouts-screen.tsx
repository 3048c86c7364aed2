// What platforms paid out: listed, narrowed down to what does not add up, one of them opened beside the list.
import { type Payout, payoutListSchema } from "@logix/api/hub/payouts";
import { Button } from "@mantine/core";
import { IconBuildingBank, IconFileSpreadsheet } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useFilters } from "../api/use-filters.ts";
import { usePages } from "../api/use-pages.ts";
import { type Column, DataTable } from "../components/data-table.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { Money } from "../components/money.tsx";
import { Page } from "../components/page.tsx";
import { StoreName } from "../components/store-name.tsx";
import { Time } from "../components/time.tsx";
import { formatDate } from "../format/time.ts";
import { useStoreFilter } from "../shell/store-filter.tsx";
import { PayoutDrawer } from "./payout-drawer.tsx";
import { filtersSchema, PayoutFilters } from "./payout-filters.tsx";
import { PayoutState, PayoutStatus } from "./payout-look.tsx";

export function Screen() {
  const { t } = useTranslation("payouts");
  const [{ status, state, open }, change] = useFilters(filtersSchema);
  const query = { status, state, connection_id: useStoreFilter() };
  const payouts = usePages({
    // Payouts come by runs, and by nothing else.
    topic: "runs",
    path: "/payouts",
    schema: payoutListSchema,
    rowsOf: (reply) => reply.payouts,
    query,
  });
  const isFiltered = Object.values(query).some(Boolean);
  return (
    <Page title={t("title")} lead={t("lead")} actions={payouts.rows.length > 0 && <Report query={query} />}>
      <DataTable
        id="payouts"
        label={t("title")}
        columns={useColumns()}
        pages={payouts}
        rowKey={({ id }) => id}
        onOpen={({ id }) => change({ open: String(id) })}
        filters={<PayoutFilters status={status} state={state} onChange={change} />}
        empty={
          <EmptyState
            icon={IconBuildingBank}
            title={isFiltered ? t("none_found") : t("none")}
            hint={isFiltered ? t("none_found_hint") : t("none_hint")}
          />
        }
      />
      <PayoutDrawer id={open} onClose={() => change({ open: null })} />
    </Page>
  );
}

function Report({ query }: { readonly query: Readonly<Record<string, string | undefined>> }) {
  const { t } = useTranslation("payouts");
  const wanted = Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return (
    <Button
      component="a"
      variant="default"
      leftSection={<IconFileSpreadsheet size={16} />}
      href={`/api/v1/payouts/report.csv?${new URLSearchParams(wanted)}`}
      download
    >
      {t("report")}
    </Button>
  );
}

function useColumns(): readonly Column<Payout>[] {
  const { t } = useTranslation("payouts");
  return [
    {
      id: "issued",
      title: t("issued"),
      isHeading: true,
      cell: ({ issued_at: at }) => <strong className="tabular">{formatDate(at)}</strong>,
      sortBy: ({ issued_at: at }) => at,
    },
    { id: "store", title: t("store"), cell: (payout) => <StoreName id={payout.connection_public_id} /> },
    { id: "status", title: t("status"), cell: ({ status }) => <PayoutStatus status={status} /> },
    {
      id: "check",
      title: t("check"),
      cell: ({ state }) => <PayoutState state={state} />,
      sortBy: ({ state }) => state,
    },
    ...(["gross", "refund", "fee", "net"] as const).map((which): Column<Payout> => {
      const name = ({ gross: "gross", refund: "refunds", fee: "fees", net: "net" } as const)[which];
      return {
        id: which,
        title: t(name),
        align: "right",
        cell: (payout) => <Money minor={payout[`${which}_minor`]} currency={payout.currency} />,
        sortBy: (payout) => payout[`${which}_minor`],
      };
    }),
    {
      id: "transactions",
      title: t("transactions"),
      align: "right",
      optional: true,
      cell: ({ transaction_count: count }) => count,
    },
    { id: "number", title: t("number"), optional: true, cell: ({ remote_id: id }) => id },
    { id: "read", title: t("read"), optional: true, cell: ({ updated_at: at }) => <Time at={at} /> },
  ];
}
