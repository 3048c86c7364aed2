// What an export would change in a store, field by field. Nothing is written, neither there nor here.
import type { CatalogueWriter, ListingState } from "../../connector-kit/catalogue.ts";
import type { Gone } from "../../connector-kit/contract.ts";
import type { Database } from "../../database/database.ts";
import { type Compared, compare, type Difference, differences } from "../../field-mapping/index.ts";
import type { Connection, Stores } from "../connections/stores.ts";
import type { SettledItem } from "./export-items.ts";
import { loadForExport } from "./export-load.ts";
import { type Planned, planExport } from "./export-plan.ts";
import { catalogueOf, nextBatch } from "./exporter.ts";
import { notInStore, refuseInactive, rulesOf } from "./mapping-rules.ts";
import type { ExportRequest, ProductExports } from "./product-exports.ts";
import type { ExportOrder } from "./run-orders.ts";

export type Foreseen = {
  readonly productId: number;
  readonly remoteId: string | null;
  readonly problem: string | null;
  readonly fields: readonly string[];
  readonly warnings: readonly string[];
  readonly changes: Readonly<Record<string, Difference>>;
  /** All that would be sent, beside what the store shows of it. */
  readonly compared: readonly Compared[];
};
export type ExportForecast = {
  readonly order: ExportOrder;
  readonly items: readonly Foreseen[];
  /** False where the time was up before all of them were looked at. */
  readonly isWhole: boolean;
};

export type ExportDryRun = ReturnType<typeof makeExportDryRun>;

export function makeExportDryRun(database: Database, stores: Stores, exports: ProductExports) {
  return {
    foresee: async (connection: Connection, request: ExportRequest, budgetMs: number): Promise<ExportForecast> => {
      refuseInactive(connection);
      const order = await exports.orderOf(connection, request);
      const writer = catalogueOf(stores, connection, "request");
      const rules = rulesOf(connection);
      const items: Foreseen[] = [];
      const arriving = new Set<number>();
      const ends = performance.now() + budgetMs;
      for (let next = 0; next < order.items.length; ) {
        const ids = nextBatch(order, next);
        next += ids.length;
        const loaded = await loadForExport(database, connection, ids);
        const { settled, planned } = planExport(order, { ...rules, arriving }, ids, loaded);
        items.push(...settled.map(settledAsForeseen), ...(await foreseeAll(connection, writer, planned)));
        for (const { productId } of planned) arriving.add(productId);
        if (performance.now() > ends && next < order.items.length) return { order, items, isWhole: false };
      }
      return { order, items, isWhole: true };
    },
  };
}

async function foreseeAll(
  connection: Connection,
  writer: CatalogueWriter,
  planned: readonly Planned[],
): Promise<readonly Foreseen[]> {
  const linked = planned.flatMap(({ write: { remoteId, parentRemoteId } }) =>
    remoteId === null ? [] : [{ remoteId, parentRemoteId }],
  );
  const shown = linked.length === 0 ? NONE : await writer.show(linked);
  const loose = planned.filter(({ write }) => write.remoteId === null);
  const holders = loose.length === 0 ? NO_HOLDERS : await writer.findBySku(loose.map(({ write }) => write.sku));
  return planned.map((each) => {
    const { remoteId, sku } = each.write;
    const states = remoteId === null ? (holders.get(sku) ?? []) : asList(shown.get(remoteId));
    return foreseeOne(connection, each, states);
  });
}

const NONE: ReadonlyMap<string, ListingState | Gone> = new Map();
const NO_HOLDERS: ReadonlyMap<string, readonly ListingState[]> = new Map();

function asList(state: ListingState | Gone | undefined): readonly ListingState[] {
  return state && !("gone" in state) ? [state] : [];
}

function foreseeOne(
  connection: Connection,
  { productId, prepared, write }: Planned,
  states: readonly ListingState[],
): Foreseen {
  const [state] = states;
  const { fields, warnings, draft } = prepared;
  const found = {
    productId,
    remoteId: state?.remoteId ?? null,
    problem: null,
    fields,
    warnings,
    changes: {},
    compared: [],
  };
  if (states.length > 1) {
    const ids = states.map(({ remoteId }) => remoteId).join(", ");
    return { ...found, remoteId: null, problem: `The SKU ${write.sku} fits several of the store: ${ids}` };
  }
  if (state) return { ...found, changes: differences(draft, state), compared: compare(draft, state) };
  return write.remoteId === null
    ? { ...found, changes: differences(draft, EMPTY), compared: compare(draft, EMPTY) }
    : { ...found, remoteId: write.remoteId, problem: notInStore(connection) };
}

/** What is not there yet shows nothing. */
const EMPTY: ListingState = {
  remoteId: "",
  parentRemoteId: null,
  kind: "product",
  sku: null,
  type: "simple",
  fields: {},
  images: [],
  attributes: [],
  variantOptions: {},
  variants: [],
  modifiedAt: "",
  raw: "{}",
};

function settledAsForeseen({ item, exported }: SettledItem): Foreseen {
  return {
    productId: item.productId ?? 0,
    remoteId: item.remoteId,
    problem: item.outcome === "failed" ? item.message : null,
    fields: exported?.fields ?? [],
    warnings: [],
    changes: {},
    compared: [],
  };
}
