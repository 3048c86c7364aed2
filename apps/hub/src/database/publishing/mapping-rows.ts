// What export and import mappings share: of all that a connection has, one is in use.
import { sql } from "kysely";
import type { Db } from "../database.ts";

export type MappingRow = { readonly id: number; readonly connection_id: number };
type Columns = Readonly<Record<string, unknown>>;
type Owner = { readonly accountId: number; readonly connectionId: number };
export type MappingChange<Fields> = { readonly [Name in keyof Fields]?: Fields[Name] | undefined } & {
  readonly isActive?: boolean | undefined;
};

export type MappingRows<Mapping extends MappingRow, Fields> = ReturnType<typeof mappingRows<Mapping, Fields>>;

/** `columnsOf`: what a mapping's fields are in its table; those that are not given are left out. */
export function mappingRows<Mapping extends MappingRow, Fields>(
  name: "export_mappings" | "import_mappings",
  columnsOf: (fields: MappingChange<Fields>) => Columns,
) {
  const table = sql.table(name);

  /** One at a time per connection, so that of two that are made at once the later one is in use. */
  async function retire(db: Db, connectionId: number, except = 0): Promise<void> {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`${name}:${connectionId}`}, 11))`.execute(db);
    await sql`update ${table} set is_active = false, updated_at = clock_timestamp()
      where connection_id = ${connectionId} and is_active and id <> ${except}`.execute(db);
  }

  return {
    insert: async (db: Db, { accountId, connectionId, ...fields }: Owner & Fields): Promise<Mapping> => {
      await retire(db, connectionId);
      const columns = Object.entries(columnsOf(fields as MappingChange<Fields>));
      const names = sql.join(columns.map(([column]) => sql.ref(column)));
      const values = sql.join(columns.map(([, value]) => sql`${value}`));
      const { rows } = await sql<Mapping>`insert into ${table} (account_id, connection_id, ${names})
        values (${accountId}, ${connectionId}, ${values}) returning *`.execute(db);
      const [row] = rows;
      if (!row) throw new Error("The database does not tell the mapping that it made");
      return row;
    },

    list: async (db: Db, connectionId: number): Promise<Mapping[]> =>
      (await sql<Mapping>`select * from ${table} where connection_id = ${connectionId} order by id`.execute(db)).rows,

    active: async (db: Db, connectionId: number): Promise<Mapping | undefined> =>
      (await sql<Mapping>`select * from ${table} where connection_id = ${connectionId} and is_active`.execute(db))
        .rows[0],

    find: async (db: Db, accountId: number, id: number): Promise<Mapping | undefined> =>
      (await sql<Mapping>`select * from ${table} where account_id = ${accountId} and id = ${id}`.execute(db)).rows[0],

    update: async (db: Db, held: MappingRow, change: MappingChange<Fields>): Promise<Mapping | undefined> => {
      if (change.isActive === true) await retire(db, held.connection_id, held.id);
      const active = change.isActive === undefined ? {} : { is_active: change.isActive };
      const sets = Object.entries({ ...columnsOf(change), ...active }).map(
        ([column, value]) => sql`${sql.ref(column)} = ${value}, `,
      );
      const { rows } = await sql<Mapping>`update ${table} set ${sql.join(sets, sql``)} updated_at = clock_timestamp()
        where id = ${held.id} returning *`.execute(db);
      return rows[0];
    },

    remove: async (db: Db, id: number): Promise<void> => {
      await sql`delete from ${table} where id = ${id}`.execute(db);
    },
  };
}
