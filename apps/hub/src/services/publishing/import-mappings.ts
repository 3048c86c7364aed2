// What a store's fields and attributes are called here, as the user laid it down.
import type { Database } from "../../database/database.ts";
import {
  activeImportMapping,
  deleteImportMapping,
  findImportMapping,
  type ImportMappingPatch,
  type ImportMappingRow,
  insertImportMapping,
  listImportMappings,
  updateImportMapping,
} from "../../database/mappings-import.ts";
import type { Connection } from "../connections/stores.ts";
import type { Principal } from "../principal.ts";
import { mappingUnknown } from "./mapping-rules.ts";

export type NewImportMapping = {
  readonly attributeMappings: Readonly<Record<string, string>>;
  readonly fieldMappings: Readonly<Record<string, string>>;
};

export type ImportMappings = ReturnType<typeof makeImportMappings>;

export function makeImportMappings(database: Database) {
  async function find({ accountId }: Principal, id: number): Promise<ImportMappingRow> {
    const found = await database.asAccount(accountId, (db) => findImportMapping(db, accountId, id));
    if (!found) throw mappingUnknown();
    return found;
  }

  return {
    /** From now on it is the one in use. */
    create: ({ accountId, id }: Connection, mapping: NewImportMapping): Promise<ImportMappingRow> =>
      database.asAccount(accountId, (db) => insertImportMapping(db, { accountId, connectionId: id, ...mapping })),
    list: ({ accountId, id }: Connection): Promise<readonly ImportMappingRow[]> =>
      database.asAccount(accountId, (db) => listImportMappings(db, id)),
    active: async ({ accountId, id }: Connection): Promise<ImportMappingRow | null> =>
      (await database.asAccount(accountId, (db) => activeImportMapping(db, id))) ?? null,
    /** @throws HubError `missing` */
    change: async (principal: Principal, id: number, patch: ImportMappingPatch): Promise<ImportMappingRow> => {
      const held = await find(principal, id);
      const changed = await database.asAccount(principal.accountId, (db) => updateImportMapping(db, held, patch));
      if (!changed) throw mappingUnknown();
      return changed;
    },
    /** @throws HubError `missing` */
    remove: async (principal: Principal, id: number): Promise<void> => {
      const held = await find(principal, id);
      await database.asAccount(principal.accountId, (db) => deleteImportMapping(db, held.id));
    },
  };
}
