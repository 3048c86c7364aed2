// Products to a store or from it: first what would change, then the run with what became of each.
import type { Connection } from "@logix/api/hub/connections";
import { carriedSchema, type Forecast, forecastSchema } from "@logix/api/hub/publishing";
import { Button, Checkbox, SegmentedControl } from "@mantine/core";
import { IconEye } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { send } from "../api/client.ts";
import { useFilters } from "../api/use-filters.ts";
import { EmptyState } from "../components/empty-state.tsx";
import { Page, Section } from "../components/page.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { useMay } from "../session/session.ts";
import { useConnections } from "../shell/store-filter.tsx";
import { allProductIds } from "./all-products.ts";
import { ForecastTable } from "./forecast-table.tsx";
import { PickStore, usePickedStore } from "./pick-store.tsx";
import classes from "./publishing.module.css";
import { RunResult } from "./run-result.tsx";

const filtersSchema = z.object({
  way: z.enum(["export", "import"]).default("export"),
  /** Ids, parted by commas; all products where it is left out. */
  products: z
    .string()
    .regex(/^\d+(,\d+)*$/)
    .optional(),
  run: z.string().regex(/^\d+$/).optional(),
});

export function Screen() {
  const { t } = useTranslation("publishing");
  const store = usePickedStore();
  const connections = useConnections();
  return (
    <Page title={t("publish_title")} lead={t("publish_lead")} actions={store && <PickStore picked={store} />}>
      {connections?.length === 0 && <EmptyState title={t("no_stores")} />}
      {store && <Exchange key={store.public_id} store={store} />}
    </Page>
  );
}

type Settings = { readonly only_changes: boolean; readonly update_existing: boolean };

function Exchange({ store }: { readonly store: Connection }) {
  const { t } = useTranslation("publishing");
  const may = useMay();
  const [{ way, products, run }, change] = useFilters(filtersSchema);
  const [settings, setSettings] = useState<Settings>({ only_changes: true, update_existing: false });
  const picked = products?.split(",").map(Number);
  const path = `/connections/${store.public_id}/${way}s`;
  const bodyOf = async () =>
    way === "import"
      ? { update_existing: settings.update_existing }
      : { product_ids: picked ?? (await allProductIds(t("no_products"))), only_changes: settings.only_changes };
  const looking = useMutation({
    mutationFn: async (): Promise<Forecast> => send("POST", `${path}/forecast`, forecastSchema, await bodyOf()),
  });
  const starting = useMutation({
    mutationFn: async () => send("POST", path, carriedSchema, await bodyOf()),
    onSuccess: (carried) => change({ run: String(carried.run_id) }),
  });
  const reset = (part: { readonly way?: string; readonly run?: null }) => {
    looking.reset();
    change({ run: null, ...part });
  };
  return (
    <>
      <Section>
        <div className={classes.row}>
          <SegmentedControl
            aria-label={t("publish_title")}
            value={way}
            onChange={(value) => reset({ way: value })}
            data={[
              ...(may("integration:export") ? [{ value: "export", label: t("direction_export") }] : []),
              ...(may("integration:import") ? [{ value: "import", label: t("direction_import") }] : []),
            ]}
          />
          {way === "export" && (
            <span className={classes.faint}>
              {picked ? t("which_picked", { count: picked.length }) : t("which_all")}
            </span>
          )}
          <How way={way} settings={settings} onChange={setSettings} />
          <Button
            className={classes.spread ?? ""}
            variant={looking.data ? "default" : "filled"}
            leftSection={<IconEye size={16} />}
            loading={looking.isPending}
            onClick={() => {
              change({ run: null });
              looking.mutate();
            }}
          >
            {run || looking.data ? t("again") : t("look")}
          </Button>
        </div>
      </Section>
      <ProblemAlert error={looking.error ?? starting.error} />
      {looking.data && run === undefined && (
        <ForecastTable
          forecast={looking.data}
          action={
            <Button loading={starting.isPending} onClick={() => starting.mutate()}>
              {way === "export" ? t("do_export", { store: store.name }) : t("do_import", { store: store.name })}
            </Button>
          }
        />
      )}
      {run !== undefined && <RunResult runId={Number(run)} />}
    </>
  );
}

function How({
  way,
  settings,
  onChange,
}: {
  readonly way: "export" | "import";
  readonly settings: Settings;
  readonly onChange: (settings: Settings) => void;
}) {
  const { t } = useTranslation("publishing");
  const name = way === "export" ? "only_changes" : "update_existing";
  return (
    <Checkbox
      label={t(name)}
      description={t(`${name}_hint`)}
      checked={settings[name]}
      onChange={(event) => onChange({ ...settings, [name]: event.currentTarget.checked })}
    />
  );
}
