// What of the catalogue goes to which store, and what a store's fields are called here, as the user laid it down.
import type { Database } from "../../database/database.ts";
import type { MappingChange, MappingRow, MappingRows } from "../../database/publishing/mapping-rows.ts";
import { exportMappingRows } from "../../database/publishing/mappings-export.ts";
import { importMappingRows } from "../../database/publishing/mappings-import.ts";
import type { Connection } from "../connections/stores.ts";
import type { Principal } from "../principal.ts";
import { mappingUnknown, refuseIncompleteMapping } from "./mapping-rules.ts";

export type ExportMappings = ReturnType<typeof makeExportMappings>;
export type ImportMappings = ReturnType<typeof makeImportMappings>;

export function makeExportMappings(database: Database) {
  return makeMappings(database, exportMappingRows, ({ selectedFields }) => {
    if (selectedFields) refuseIncompleteMapping(selectedFields);
  });
}

export function makeImportMappings(database: Database) {
  return makeMappings(database, importMappingRows, () => {});
}

function makeMappings<Mapping extends MappingRow, Fields>(
  database: Database,
  rows: MappingRows<Mapping, Fields>,
  refuse: (fields: MappingChange<Fields>) => void,
) {
  async function find({ accountId }: Principal, id: number): Promise<Mapping> {
    const found = await database.asAccount(accountId, (db) => rows.find(db, accountId, id));
    if (!found) throw mappingUnknown();
    return found;
  }

  return {
    /** From now on it is the one in use. */
    create: async ({ accountId, id: connectionId }: Connection, mapping: Fields): Promise<Mapping> => {
      refuse(mapping as MappingChange<Fields>);
      return database.asAccount(accountId, (db) => rows.insert(db, { accountId, connectionId, ...mapping }));
    },
    list: ({ accountId, id }: Connection): Promise<readonly Mapping[]> =>
      database.asAccount(accountId, (db) => rows.list(db, id)),
    active: async ({ accountId, id }: Connection): Promise<Mapping | null> =>
      (await database.asAccount(accountId, (db) => rows.active(db, id))) ?? null,
    /** @throws HubError `missing` */
    change: async (principal: Principal, id: number, patch: MappingChange<Fields>): Promise<Mapping> => {
      const held = await find(principal, id);
      refuse(patch);
      const changed = await database.asAccount(principal.accountId, (db) => rows.update(db, held, patch));
      if (!changed) throw mappingUnknown();
      return changed;
    },
    /** @throws HubError `missing` */
    remove: async (principal: Principal, id: number): Promise<void> => {
      const held = await find(principal, id);
      await database.asAccount(principal.accountId, (db) => rows.remove(db, held.id));
    },
  };
}
