// Conflicts for those who decide them: listed, and resolved on both sides.
import type { ConflictPolicy, ConflictResolution } from "@logix/api/hub/conflicts";
import { HubError } from "@logix/model";
import type { ListingState } from "../../connector-kit/catalogue.ts";
import { linksOfProducts } from "../../database/catalogue/product-links.ts";
import { productRowsByIds } from "../../database/catalogue/products-read.ts";
import type { Database, Db } from "../../database/database.ts";
import { writeCommonStates } from "../../database/publishing/common-states.ts";
import {
  type ConflictRow,
  listConflicts,
  lockConflict,
  readConflictPolicy,
  resolveConflict,
  writeConflictPolicy,
} from "../../database/publishing/conflicts.ts";
import { activeExportMapping } from "../../database/publishing/mappings-export.ts";
import { activeImportMapping } from "../../database/publishing/mappings-import.ts";
import { shownFields, stateWithOnly, toImported } from "../../field-mapping/index.ts";
import { record } from "../access/audit.ts";
import { idOfCursor, type Page, type PageRequest, toPage } from "../access/page-cursor.ts";
import type { Alerts } from "../alerts/alerts.ts";
import { upsertImported } from "../catalogue/imported-products.ts";
import type { Connections } from "../connections/connections.ts";
import type { Connection, Stores } from "../connections/stores.ts";
import { actorOf, type Principal } from "../principal.ts";
import { tellOfConflicts } from "./conflict-alerts.ts";
import { toPolicy } from "./conflict-policy.ts";
import { withValue } from "./conflict-value.ts";
import { catalogueOf } from "./exporter.ts";
import { refuseInactive, textsSchema } from "./mapping-rules.ts";
import type { ProductExports } from "./product-exports.ts";

const PATIENCE_MS = 20_000;

export type ConflictListRequest = PageRequest & {
  readonly state?: "open" | "resolved" | undefined;
  readonly connection?: string | undefined;
};

type Parts = {
  readonly database: Database;
  readonly stores: Stores;
  readonly connections: Connections;
  readonly alerts: Pick<Alerts, "raise" | "settle">;
  readonly exports: ProductExports;
};

export type Conflicts = ReturnType<typeof makeConflicts>;

export function makeConflicts({ database, stores, connections, alerts, exports }: Parts) {
  async function shownNow(connection: Connection, productId: number): Promise<ListingState> {
    const [link] = await database.asAccount(connection.accountId, (db) =>
      linksOfProducts(db, connection.id, [productId]),
    );
    if (link?.remote_id == null) throw gone();
    const listing = { remoteId: link.remote_id, parentRemoteId: link.parent_remote_id };
    const state = (await catalogueOf(stores, connection, "request").show([listing])).get(link.remote_id);
    if (!state || "gone" in state) throw gone();
    return state;
  }

  /** Writes the one field of the store's listing into the product. */
  async function takeOver(db: Db, principal: Principal, connection: Connection, row: ConflictRow, state: ListingState) {
    const [product] = await productRowsByIds(db, principal.accountId, [row.product_id]);
    if (!product) throw gone();
    const mapping = await activeImportMapping(db, connection.id);
    const sent = await activeExportMapping(db, connection.id);
    // What went there under another name comes back under ours, unless an import mapping says otherwise.
    const back = Object.entries(textsSchema.parse(sent?.field_mappings ?? {})).map(([own, target]) => [target, own]);
    const names = {
      attributeMappings: textsSchema.parse(mapping?.attribute_mappings ?? {}),
      fieldMappings: { ...Object.fromEntries(back), ...textsSchema.parse(mapping?.field_mappings ?? {}) },
    };
    const imported = toImported({ ...stateWithOnly(state, row.field), sku: product.sku }, names);
    const [result] = imported ? await upsertImported(db, principal, [imported], { updateExisting: true }) : [];
    if (result?.outcome === "failed") {
      throw new HubError("invalid", result.message ?? "The value does not fit", { code: "value_refused" });
    }
  }

  async function one(principal: Principal, id: number): Promise<ConflictRow> {
    const row = await database.asAccount(principal.accountId, (db) => lockConflict(db, principal.accountId, id));
    if (!row) throw new HubError("missing", `There is no conflict ${id}`, { code: "conflict_unknown" });
    return row;
  }

  return {
    /** Newest first. */
    list: async (principal: Principal, request: ConflictListRequest): Promise<Page<ConflictRow>> => {
      const { state = null, connection, cursor, limit } = request;
      const { accountId } = principal;
      const connectionId = (await connections.idOf(principal, connection)) ?? null;
      const query = { accountId, state, connectionId, before: idOfCursor(cursor) ?? null, limit: limit + 1 };
      return toPage(await database.asAccount(accountId, (db) => listConflicts(db, query)), limit);
    },
    policy: async (connection: Connection): Promise<ConflictPolicy> =>
      toPolicy(await database.asAccount(connection.accountId, (db) => readConflictPolicy(db, connection.id))),
    setPolicy: (
      principal: Principal,
      connection: Connection,
      change: { readonly [Domain in keyof ConflictPolicy]?: ConflictPolicy[Domain] | undefined },
    ): Promise<ConflictPolicy> =>
      database.asAccount(connection.accountId, async (db) => {
        const { accountId, id: connectionId, publicId } = connection;
        const policy = toPolicy({ ...toPolicy(await readConflictPolicy(db, connectionId)), ...change });
        await writeConflictPolicy(db, { accountId, connectionId }, policy);
        await record(db, principal, "conflict_policy.changed", `connection:${publicId}`, policy);
        return policy;
      }),
    /** @throws HubError `missing`, `conflict` where it is resolved already, `invalid` where the value does not fit */
    resolve: async (principal: Principal, id: number, resolution: ConflictResolution): Promise<ConflictRow> => {
      const held = await one(principal, id);
      const connection = await connections.get(principal, String(held.connection_id));
      refuseInactive(connection);
      const state = await shownNow(connection, held.product_id);
      const resolved = ({ ours: "ours", theirs: "theirs", value: "edited" } as const)[resolution.take];
      await database.asAccount(principal.accountId, async (db) => {
        const row = await lockConflict(db, principal.accountId, id);
        if (row?.state !== "open") throw alreadyResolved();
        if (resolution.take === "theirs") await takeOver(db, principal, connection, row, state);
        if (resolution.take === "value") {
          await takeOver(db, principal, connection, row, withValue(state, row.field, resolution.value));
        }
        // From here on both sides know what the store shows: what differs from it is a change of ours.
        const fields = shownFields(state, [row.field]);
        await writeCommonStates(db, connection.id, [{ productId: row.product_id, fields }]);
        await resolveConflict(db, id, { resolution: resolved, actor: actorOf(principal) });
        await tellOfConflicts(db, alerts, connection);
        await record(db, principal, "conflict.resolved", `conflict:${id}`, { field: row.field, took: resolution.take });
      });
      if (resolution.take !== "theirs") {
        const what = {
          productIds: [held.product_id],
          partialUpdate: true,
          mayCreate: false,
          cause: "request",
        } as const;
        await exports.export(connection, what, PATIENCE_MS);
      }
      return one(principal, id);
    },
  };
}

function gone(): HubError {
  return new HubError("conflict", "The product is not on both sides any more", {
    code: "conflict_gone",
    remedy: "Look for conflicts anew",
  });
}

function alreadyResolved(): HubError {
  return new HubError("conflict", "This conflict is resolved already", { code: "conflict_resolved" });
}
