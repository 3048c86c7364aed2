// Sets of routing rules, each with its number. None is ever changed.
import { type Selectable, sql } from "kysely";
import type { Db } from "../database.ts";
import type { Tables } from "../tables.ts";

export type RoutingRulesRow = Selectable<Tables["routing_rules"]>;

/** The newest, or the one that is asked for. */
export function findRules(db: Db, accountId: number, version?: number): Promise<RoutingRulesRow | undefined> {
  return db
    .selectFrom("routing_rules")
    .selectAll()
    .where("account_id", "=", accountId)
    .$if(version !== undefined, (rows) => rows.where("version", "=", version ?? 0))
    .orderBy("version", "desc")
    .limit(1)
    .executeTakeFirst();
}

export type RulesWrite = {
  readonly accountId: number;
  readonly version: number;
  readonly rules: string;
  readonly note: string;
  readonly actor: string;
};

/** Null where somebody else has taken that number meanwhile. */
export async function insertRules(db: Db, write: RulesWrite): Promise<RoutingRulesRow | null> {
  const { rows } = await sql<RoutingRulesRow>`
    insert into routing_rules (account_id, version, rules, note, actor)
    values (${write.accountId}, ${write.version}, ${write.rules}::jsonb, ${write.note}, ${write.actor})
    on conflict do nothing returning *`.execute(db);
  return rows[0] ?? null;
}
