// From shelf to parcel: first everything that is picked in one walk, then order by order into boxes, by scanner or keyboard.
import type { Order } from "@logix/api/hub/orders";
import { Button, SegmentedControl, Skeleton } from "@mantine/core";
import { IconChecks, IconPrinter } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { useFilters } from "../api/use-filters.ts";
import { EmptyState } from "../components/empty-state.tsx";
import { Page, Section } from "../components/page.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { useStoreFilter } from "../shell/store-filter.tsx";
import { PackStation } from "./pack-station.tsx";
import { PickListTable } from "./pick-list-table.tsx";
import { PrintArea, type Printing } from "./print-area.tsx";
import { MOST_ORDERS, useLocations, useOrdersToPack } from "./use-packing.ts";

const searchSchema = z.object({ step: z.enum(["pick", "pack"]).default("pick") });

export function Screen() {
  const { t } = useTranslation("packing");
  const [{ step }, change] = useFilters(searchSchema);
  const pages = useOrdersToPack(useStoreFilter());
  const locations = useLocations();
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set());
  const [printing, setPrinting] = useState<Printing>(null);
  const chosen = pages.rows.filter(({ id }) => !left.has(id));
  const toggle = ({ id }: Order) => setLeft(left.symmetricDifference(new Set([id])));
  const isEmpty = !pages.isPending && !pages.error && pages.rows.length === 0;
  const actions = !isEmpty && !pages.isPending && (
    <>
      <Button
        variant="default"
        leftSection={<IconPrinter size={16} />}
        onClick={() => setPrinting(step === "pick" ? "list" : "slips")}
      >
        {t(step === "pick" ? "print_list" : "print_slips")}
      </Button>
      <SegmentedControl
        aria-label={t("title")}
        value={step}
        onChange={(value) => change({ step: value })}
        data={[
          { value: "pick", label: t("pick") },
          { value: "pack", label: t("pack") },
        ]}
      />
    </>
  );
  return (
    <Page
      title={t("title")}
      lead={pages.isPending ? undefined : t("lead", { count: pages.rows.length })}
      actions={actions}
    >
      <ProblemAlert error={pages.error} onRetry={pages.reload} />
      {pages.isPending && <Skeleton height={280} radius="md" />}
      {isEmpty && (
        <Section>
          <EmptyState
            icon={IconChecks}
            title={t("none")}
            hint={t("none_hint")}
            action={
              <Button variant="default" renderRoot={(props) => <Link to="/orders" {...props} />}>
                {t("back")}
              </Button>
            }
          />
        </Section>
      )}
      {pages.hasMore && pages.rows.length >= MOST_ORDERS && <p>{t("loading_more", { count: pages.rows.length })}</p>}
      {!isEmpty && !pages.isPending && step === "pick" && (
        <PickListTable
          orders={pages.rows}
          chosen={chosen}
          locations={locations}
          onToggle={toggle}
          onAll={() => setLeft(new Set(chosen.length === pages.rows.length ? pages.rows.map(({ id }) => id) : []))}
          onPack={() => change({ step: "pack" })}
        />
      )}
      {!isEmpty && !pages.isPending && step === "pack" && (
        <PackStation orders={chosen.length > 0 ? chosen : pages.rows} />
      )}
      <PrintArea printing={printing} orders={chosen} locations={locations} onDone={() => setPrinting(null)} />
    </Page>
  );
}
