// What an account said about its attributes.
import { type Selectable, sql } from "kysely";
import type { Db } from "../database.ts";
import type { Tables } from "../tables.ts";

export type AttributeDefinitionRow = Selectable<Tables["attribute_definitions"]>;
export type AttributeType = AttributeDefinitionRow["type"];

export type AttributeDefinitionWrite = {
  readonly name: string;
  readonly type: AttributeType;
  readonly unit: string | null;
  readonly options: readonly string[] | null;
};

export async function listAttributeDefinitions(db: Db, accountId: number): Promise<readonly AttributeDefinitionRow[]> {
  return db
    .selectFrom("attribute_definitions")
    .selectAll()
    .where("account_id", "=", accountId)
    .orderBy(sql`name collate "C"`)
    .execute();
}

export async function findAttributeDefinition(
  db: Db,
  accountId: number,
  name: string,
): Promise<AttributeDefinitionRow | undefined> {
  return db
    .selectFrom("attribute_definitions")
    .selectAll()
    .where("account_id", "=", accountId)
    .where("name", "=", name)
    .executeTakeFirst();
}

export async function saveAttributeDefinition(
  db: Db,
  accountId: number,
  { name, type, unit, options }: AttributeDefinitionWrite,
): Promise<AttributeDefinitionRow> {
  const content = { type, unit, options: options && [...options], updated_at: sql<Date>`clock_timestamp()` };
  return db
    .insertInto("attribute_definitions")
    .values({ account_id: accountId, name, ...content })
    .onConflict((conflict) => conflict.columns(["account_id", "name"]).doUpdateSet(content))
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function deleteAttributeDefinition(db: Db, accountId: number, name: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom("attribute_definitions")
    .where("account_id", "=", accountId)
    .where("name", "=", name)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
