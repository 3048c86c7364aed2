// Takes back, as a set, what an export wrote: only where the store still shows what was written.
import { HubError } from "@logix/model";
import type { PutBackResult } from "../../connector-kit/catalogue.ts";
import { forgetSent } from "../../database/catalogue/product-links-write.ts";
import type { Database } from "../../database/database.ts";
import type { Locks } from "../../database/locks.ts";
import { forgetCommonStates } from "../../database/publishing/common-states.ts";
import { findPublishingRun, insertPublishingRun } from "../../database/publishing/publishing-runs.ts";
import { insertRunItems, listWrittenItems, type RunItemRow } from "../../database/publishing/run-items.ts";
import { finishRun, type RunRow } from "../../database/sync/runs.ts";
import { record } from "../access/audit.ts";
import type { Connection, Stores } from "../connections/stores.ts";
import type { Principal } from "../principal.ts";
import { catalogueOf } from "./exporter.ts";
import { refuseInactive } from "./mapping-rules.ts";
import { isEnded, lockOf } from "./publishing-runs.ts";
import type { ExportOrder } from "./run-orders.ts";

export type Undone = { readonly item: RunItemRow; readonly result: PutBackResult };

export type ExportUndo = ReturnType<typeof makeExportUndo>;

export function makeExportUndo(database: Database, locks: Locks, stores: Stores) {
  async function putBack(connection: Connection, items: readonly RunItemRow[]): Promise<readonly Undone[]> {
    if (items.length === 0) return [];
    const wanted = items.flatMap(({ id, remote_id, parent_remote_id, before, after }) =>
      remote_id === null || after === null
        ? []
        : [{ key: String(id), remoteId: remote_id, parentRemoteId: parent_remote_id, before, after }],
    );
    const results = new Map(
      (await catalogueOf(stores, connection, "request").putBack(wanted)).map((result) => [result.key, result]),
    );
    return items.flatMap((item) => {
      const result = results.get(String(item.id));
      return result ? [{ item, result }] : [];
    });
  }

  async function store(
    principal: Principal,
    connection: Connection,
    run: RunRow,
    undone: readonly Undone[],
  ): Promise<void> {
    const { accountId, id: connectionId } = connection;
    const restored = undone.filter(({ result }) => result.outcome === "restored");
    const productsOf = (entries: readonly Undone[]) => entries.flatMap(({ item }) => item.product_id ?? []);
    await database.transaction(async (db) => {
      await forgetCommonStates(db, connectionId, productsOf(restored));
      await forgetSent(db, connectionId, {
        restored: productsOf(restored.filter(({ item }) => item.before !== null)),
        removed: productsOf(restored.filter(({ item }) => item.before === null)),
      });
      const total = undone.length;
      const made = await insertPublishingRun(db, {
        accountId,
        connectionId,
        kind: "export",
        cause: `undo:${run.id}`,
        order: NOTHING,
        total,
      });
      await insertRunItems(db, { accountId, runId: made.id }, undone.map(toItem));
      await finishRun(db, made, "done");
      await record(db, principal, "export.undone", `run:${run.id}`, { restored: restored.length, of: total });
    });
  }

  return {
    /** @throws HubError `missing`, `conflict` */
    undo: async (principal: Principal, connection: Connection, runId: number): Promise<readonly Undone[]> => {
      refuseInactive(connection);
      const run = await database.asAccount(connection.accountId, (db) => findPublishingRun(db, connection.id, runId));
      if (!run) throw new HubError("missing", "Run not found", { code: "run_unknown" });
      if (run.kind !== "export") throw notAnExport();
      if (!isEnded(run)) throw underWay();
      let undone: readonly Undone[] = [];
      const ran = await locks.withLock(lockOf(connection.id), async () => {
        undone = await putBack(connection, await listWrittenItems(database.db, run.id));
        await store(principal, connection, run, undone);
      });
      if (!ran) throw underWay();
      return undone;
    },
  };
}

const NOTHING: ExportOrder = {
  asked: [],
  items: [],
  firstVariant: 0,
  parents: {},
  fields: [],
  fieldMappings: {},
  partialUpdate: false,
  mayCreate: false,
};

function toItem({ item, result }: Undone) {
  return {
    productId: item.product_id,
    remoteId: item.remote_id,
    parentRemoteId: item.parent_remote_id,
    outcome: result.outcome,
    detail: {},
    before: null,
    after: null,
    message: result.outcome === "failed" ? result.message : null,
  };
}

function notAnExport(): HubError {
  return new HubError("invalid", "Only exports can be undone", {
    code: "not_an_export",
    remedy: "What an import changed stands in the history of each product",
  });
}

function underWay(): HubError {
  return new HubError("conflict", "A run of this connection is still under way", {
    code: "run_under_way",
    remedy: "Wait for its end, then try again",
  });
}
