// Export mappings: which of our fields go to a store, and what they are called there. One per connection is in use.
import { type Selectable, sql } from "kysely";
import type { Db } from "./database.ts";
import type { Tables } from "./tables.ts";

export type ExportMappingRow = Selectable<Tables["export_mappings"]>;
export type NewExportMapping = {
  readonly accountId: number;
  readonly connectionId: number;
  readonly selectedFields: readonly string[];
  readonly fieldMappings: Readonly<Record<string, string>>;
};
export type ExportMappingPatch = {
  readonly selectedFields?: readonly string[] | undefined;
  readonly fieldMappings?: Readonly<Record<string, string>> | undefined;
  readonly isActive?: boolean | undefined;
};

export async function insertExportMapping(db: Db, mapping: NewExportMapping): Promise<ExportMappingRow> {
  await retireExportMappings(db, mapping.connectionId);
  return db
    .insertInto("export_mappings")
    .values({
      account_id: mapping.accountId,
      connection_id: mapping.connectionId,
      selected_fields: [...mapping.selectedFields],
      field_mappings: JSON.stringify(mapping.fieldMappings),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export function listExportMappings(db: Db, connectionId: number): Promise<ExportMappingRow[]> {
  return db.selectFrom("export_mappings").selectAll().where("connection_id", "=", connectionId).orderBy("id").execute();
}

export function activeExportMapping(db: Db, connectionId: number): Promise<ExportMappingRow | undefined> {
  return db
    .selectFrom("export_mappings")
    .selectAll()
    .where("connection_id", "=", connectionId)
    .where("is_active", "=", true)
    .executeTakeFirst();
}

export function findExportMapping(db: Db, accountId: number, id: number): Promise<ExportMappingRow | undefined> {
  return db
    .selectFrom("export_mappings")
    .selectAll()
    .where("account_id", "=", accountId)
    .where("id", "=", id)
    .executeTakeFirst();
}

export async function updateExportMapping(
  db: Db,
  held: ExportMappingRow,
  { selectedFields, fieldMappings, isActive }: ExportMappingPatch,
): Promise<ExportMappingRow | undefined> {
  if (isActive === true) await retireExportMappings(db, held.connection_id, held.id);
  return db
    .updateTable("export_mappings")
    .set({
      ...(selectedFields && { selected_fields: [...selectedFields] }),
      ...(fieldMappings && { field_mappings: JSON.stringify(fieldMappings) }),
      ...(isActive !== undefined && { is_active: isActive }),
      updated_at: sql<Date>`clock_timestamp()`,
    })
    .where("id", "=", held.id)
    .returningAll()
    .executeTakeFirst();
}

export async function deleteExportMapping(db: Db, id: number): Promise<void> {
  await db.deleteFrom("export_mappings").where("id", "=", id).execute();
}

/** One at a time per connection, so that of two that are made at once the later one is in use. */
async function retireExportMappings(db: Db, connectionId: number, except = 0): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`export mapping:${connectionId}`}, 11))`.execute(db);
  await db
    .updateTable("export_mappings")
    .set({ is_active: false, updated_at: sql<Date>`clock_timestamp()` })
    .where("connection_id", "=", connectionId)
    .where("is_active", "=", true)
    .where("id", "!=", except)
    .execute();
}
