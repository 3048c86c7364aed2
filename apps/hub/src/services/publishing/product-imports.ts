// Products out of a store: what is asked for becomes a run, which is carried out at once as far as the caller can wait.
import { HubError, isHubError } from "@logix/model";
import type { Database } from "../../database/database.ts";
import { activeImportMapping } from "../../database/publishing/mappings-import.ts";
import { findPublishingRun, insertPublishingRun } from "../../database/publishing/publishing-runs.ts";
import { listRunItems } from "../../database/publishing/run-items.ts";
import type { RunRow } from "../../database/sync/runs.ts";
import type { Connection } from "../connections/stores.ts";
import { actorOf, type Principal } from "../principal.ts";
import { wordsOf } from "../sync/parking.ts";
import { refuseInactive, textsSchema } from "./mapping-rules.ts";
import type { RunItem } from "./product-exports.ts";
import { isEnded, type PublishingRuns } from "./publishing-runs.ts";
import type { ImportOrder } from "./run-orders.ts";

export type ImportRequest = {
  /** All, where left out or empty. */
  readonly remoteIds?: readonly string[] | undefined;
  readonly updateExisting: boolean;
  readonly useMapping: boolean;
};

export type ImportOutcome = { readonly run: RunRow; readonly items: readonly RunItem[]; readonly isEnded: boolean };

export type ProductImports = ReturnType<typeof makeProductImports>;

export function makeProductImports(database: Database, runs: PublishingRuns) {
  async function orderOf(
    principal: Principal,
    { accountId, id }: Connection,
    { remoteIds = [], updateExisting, useMapping }: ImportRequest,
  ): Promise<ImportOrder> {
    const active = useMapping ? await database.asAccount(accountId, (db) => activeImportMapping(db, id)) : undefined;
    const mapping = active && {
      attributeMappings: textsSchema.parse(active.attribute_mappings),
      fieldMappings: textsSchema.parse(active.field_mappings),
    };
    return {
      remoteIds: remoteIds.length === 0 ? null : [...new Set(remoteIds)],
      updateExisting,
      mapping: mapping ?? null,
      actor: actorOf(principal),
    };
  }

  async function outcomeOf(run: RunRow): Promise<ImportOutcome> {
    const items = await database.asAccount(run.account_id, (db) => listRunItems(db, run.id));
    return { run, items, isEnded: isEnded(run) };
  }

  return {
    orderOf,
    outcomeOf,
    /** @throws HubError `invalid` where the store could not be read at all; what was read until then is kept */
    import: async (
      principal: Principal,
      connection: Connection,
      request: ImportRequest,
      budgetMs: number,
    ): Promise<ImportOutcome> => {
      refuseInactive(connection);
      const order = await orderOf(principal, connection, request);
      const { accountId, id: connectionId } = connection;
      const total = order.remoteIds?.length ?? null;
      const write = { accountId, connectionId, kind: "import", cause: "request", order, total } as const;
      const run = await insertPublishingRun(database.db, write);
      const after = await runs.runNow(run, connection, budgetMs).catch(async (error: unknown) => {
        const held = (await findPublishingRun(database.db, connectionId, run.id)) ?? run;
        if (!isHubError(error) || held.seen === 0) throw isHubError(error) ? unreadable(connection, error) : error;
        return held;
      });
      return outcomeOf(after);
    },
  };
}

/** In the words of the PixelPim document, with the store's own behind them. */
export function unreadable({ connector }: Connection, error: HubError): HubError {
  return new HubError("invalid", `Failed to fetch products from ${connector.title}: ${wordsOf(error)}`, {
    code: error.details.code ?? error.kind,
    remedy: error.details.remedy,
    cause: error,
  });
}
