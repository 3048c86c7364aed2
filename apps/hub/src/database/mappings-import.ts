// Import mappings: what a store's fields and attributes are called here. One per connection is in use.
import { type Selectable, sql } from "kysely";
import type { Db } from "./database.ts";
import type { Tables } from "./tables.ts";

export type ImportMappingRow = Selectable<Tables["import_mappings"]>;
export type NewImportMapping = {
  readonly accountId: number;
  readonly connectionId: number;
  readonly attributeMappings: Readonly<Record<string, string>>;
  readonly fieldMappings: Readonly<Record<string, string>>;
};
export type ImportMappingPatch = {
  readonly attributeMappings?: Readonly<Record<string, string>> | undefined;
  readonly fieldMappings?: Readonly<Record<string, string>> | undefined;
  readonly isActive?: boolean | undefined;
};

export async function insertImportMapping(db: Db, mapping: NewImportMapping): Promise<ImportMappingRow> {
  await retireImportMappings(db, mapping.connectionId);
  return db
    .insertInto("import_mappings")
    .values({
      account_id: mapping.accountId,
      connection_id: mapping.connectionId,
      attribute_mappings: JSON.stringify(mapping.attributeMappings),
      field_mappings: JSON.stringify(mapping.fieldMappings),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export function listImportMappings(db: Db, connectionId: number): Promise<ImportMappingRow[]> {
  return db.selectFrom("import_mappings").selectAll().where("connection_id", "=", connectionId).orderBy("id").execute();
}

export function activeImportMapping(db: Db, connectionId: number): Promise<ImportMappingRow | undefined> {
  return db
    .selectFrom("import_mappings")
    .selectAll()
    .where("connection_id", "=", connectionId)
    .where("is_active", "=", true)
    .executeTakeFirst();
}

export function findImportMapping(db: Db, accountId: number, id: number): Promise<ImportMappingRow | undefined> {
  return db
    .selectFrom("import_mappings")
    .selectAll()
    .where("account_id", "=", accountId)
    .where("id", "=", id)
    .executeTakeFirst();
}

export async function updateImportMapping(
  db: Db,
  held: ImportMappingRow,
  { attributeMappings, fieldMappings, isActive }: ImportMappingPatch,
): Promise<ImportMappingRow | undefined> {
  if (isActive === true) await retireImportMappings(db, held.connection_id, held.id);
  return db
    .updateTable("import_mappings")
    .set({
      ...(attributeMappings && { attribute_mappings: JSON.stringify(attributeMappings) }),
      ...(fieldMappings && { field_mappings: JSON.stringify(fieldMappings) }),
      ...(isActive !== undefined && { is_active: isActive }),
      updated_at: sql<Date>`clock_timestamp()`,
    })
    .where("id", "=", held.id)
    .returningAll()
    .executeTakeFirst();
}

export async function deleteImportMapping(db: Db, id: number): Promise<void> {
  await db.deleteFrom("import_mappings").where("id", "=", id).execute();
}

/** One at a time per connection, so that of two that are made at once the later one is in use. */
async function retireImportMappings(db: Db, connectionId: number, except = 0): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`import mapping:${connectionId}`}, 11))`.execute(db);
  await db
    .updateTable("import_mappings")
    .set({ is_active: false, updated_at: sql<Date>`clock_timestamp()` })
    .where("connection_id", "=", connectionId)
    .where("is_active", "=", true)
    .where("id", "!=", except)
    .execute();
}
