// Products into a store: what is asked for becomes a run, which is carried out at once as far as the caller can wait.
import { type CatalogueProduct, isHubError } from "@logix/model";
import { markLinksPending } from "../../database/catalogue/product-links.ts";
import type { Database } from "../../database/database.ts";
import { activeExportMapping } from "../../database/publishing/mappings-export.ts";
import { findPublishingRun, insertPublishingRun } from "../../database/publishing/publishing-runs.ts";
import { listRunItems, type RunItemRow } from "../../database/publishing/run-items.ts";
import type { RunRow } from "../../database/sync/runs.ts";
import { productsByIds } from "../catalogue/products-by-ids.ts";
import type { Connection } from "../connections/stores.ts";
import { refuseInactive, refuseIncompleteFields, textsSchema } from "./mapping-rules.ts";
import { isEnded, type PublishingRuns } from "./publishing-runs.ts";
import { type ExportOrder, exportOrderSchema } from "./run-orders.ts";

export type ExportRequest = {
  readonly productIds: readonly number[];
  /** In place of the active mapping's. */
  readonly fieldsToExport?: readonly string[] | undefined;
  /** In place of the active mapping's. */
  readonly fieldMappings?: Readonly<Record<string, string>> | undefined;
  readonly partialUpdate: boolean;
  readonly mayCreate: boolean;
  readonly cause: "request" | "retry" | "update";
};

export type RunItem = Omit<RunItemRow, "before" | "after" | "changes">;
export type ExportOutcome = {
  readonly run: RunRow;
  readonly order: ExportOrder;
  readonly items: readonly RunItem[];
  readonly isEnded: boolean;
};

/** Where nobody laid down a mapping. */
const LEAST_FIELDS = ["name", "sku"] as const;

export type ProductExports = ReturnType<typeof makeProductExports>;

export function makeProductExports(database: Database, runs: PublishingRuns) {
  /** Which fields, by what names, of which products in which order. @throws HubError `invalid` */
  async function orderOf(connection: Connection, request: ExportRequest): Promise<ExportOrder> {
    const { accountId, id } = connection;
    if (request.fieldsToExport) refuseIncompleteFields(request.fieldsToExport);
    return database.asAccount(accountId, async (db) => {
      const mapping = await activeExportMapping(db, id);
      const ids = [...new Set(request.productIds)];
      return {
        ...inOrder(ids, await productsByIds(db, accountId, ids)),
        fields: [...(request.fieldsToExport ?? mapping?.selected_fields ?? LEAST_FIELDS)],
        fieldMappings: request.fieldMappings ?? textsSchema.parse(mapping?.field_mappings ?? {}),
        partialUpdate: request.partialUpdate,
        mayCreate: request.mayCreate,
      };
    });
  }

  async function outcomeOf(run: RunRow): Promise<ExportOutcome> {
    const items = await database.asAccount(run.account_id, (db) => listRunItems(db, run.id));
    return { run, order: exportOrderSchema.parse(run.filter), items, isEnded: isEnded(run) };
  }

  return {
    orderOf,
    outcomeOf,
    /** A store that fails is told product by product, not thrown. */
    export: async (connection: Connection, request: ExportRequest, budgetMs: number): Promise<ExportOutcome> => {
      refuseInactive(connection);
      const order = await orderOf(connection, request);
      const { accountId, id: connectionId } = connection;
      const run = await database.transaction(async (db) => {
        const total = order.items.length;
        const made = await insertPublishingRun(db, {
          accountId,
          connectionId,
          kind: "export",
          cause: request.cause,
          order,
          total,
        });
        await markLinksPending(db, { accountId, connectionId, runId: made.id }, order.items);
        return made;
      });
      const after = await runs.runNow(run, connection, budgetMs).catch(async (error: unknown) => {
        if (!isHubError(error)) throw error;
        return (await findPublishingRun(database.db, connectionId, run.id)) ?? run;
      });
      return outcomeOf(after);
    },
  };
}

/** Products before variants; a product's variants go with it. */
function inOrder(
  ids: readonly number[],
  products: ReadonlyMap<number, CatalogueProduct>,
): Pick<ExportOrder, "asked" | "items" | "firstVariant" | "parents"> {
  const asked = new Set(ids);
  const isVariant = (id: number) => products.get(id)?.parentId != null;
  const first = ids.filter((id) => !isVariant(id));
  const brought = first.flatMap((id) => products.get(id)?.variants.filter((each) => !asked.has(each.id)) ?? []);
  const variants = [...ids.filter(isVariant), ...brought.map((each) => each.id)];
  return {
    asked: [...ids],
    items: [...first, ...variants],
    firstVariant: first.length,
    parents: Object.fromEntries(brought.map((each) => [String(each.id), each.parentId ?? 0])),
  };
}
