// What of the catalogue goes to which store, as the user laid it down.
import type { Database } from "../../database/database.ts";
import {
  activeExportMapping,
  deleteExportMapping,
  type ExportMappingPatch,
  type ExportMappingRow,
  findExportMapping,
  insertExportMapping,
  listExportMappings,
  updateExportMapping,
} from "../../database/mappings-export.ts";
import type { Connection } from "../connections/stores.ts";
import type { Principal } from "../principal.ts";
import { mappingUnknown, refuseIncompleteMapping } from "./mapping-rules.ts";

export type NewMapping = {
  readonly selectedFields: readonly string[];
  readonly fieldMappings: Readonly<Record<string, string>>;
};

export type ExportMappings = ReturnType<typeof makeExportMappings>;

export function makeExportMappings(database: Database) {
  async function find({ accountId }: Principal, id: number): Promise<ExportMappingRow> {
    const found = await database.asAccount(accountId, (db) => findExportMapping(db, accountId, id));
    if (!found) throw mappingUnknown();
    return found;
  }

  return {
    /** From now on it is the one in use. */
    create: async (connection: Connection, mapping: NewMapping): Promise<ExportMappingRow> => {
      refuseIncompleteMapping(mapping.selectedFields);
      const { accountId, id: connectionId } = connection;
      return database.asAccount(accountId, (db) => insertExportMapping(db, { accountId, connectionId, ...mapping }));
    },
    list: ({ accountId, id }: Connection): Promise<readonly ExportMappingRow[]> =>
      database.asAccount(accountId, (db) => listExportMappings(db, id)),
    active: async ({ accountId, id }: Connection): Promise<ExportMappingRow | null> =>
      (await database.asAccount(accountId, (db) => activeExportMapping(db, id))) ?? null,
    /** @throws HubError `missing` */
    change: async (principal: Principal, id: number, patch: ExportMappingPatch): Promise<ExportMappingRow> => {
      const held = await find(principal, id);
      if (patch.selectedFields) refuseIncompleteMapping(patch.selectedFields);
      const changed = await database.asAccount(principal.accountId, (db) => updateExportMapping(db, held, patch));
      if (!changed) throw mappingUnknown();
      return changed;
    },
    /** @throws HubError `missing` */
    remove: async (principal: Principal, id: number): Promise<void> => {
      const held = await find(principal, id);
      await database.asAccount(principal.accountId, (db) => deleteExportMapping(db, held.id));
    },
  };
}
