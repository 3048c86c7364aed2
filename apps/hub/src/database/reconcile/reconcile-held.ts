// What we hold of a store's things, as digests over ranges of ids and as the few rows that a digest sent us to.
import { type RawBuilder, sql } from "kysely";
import type { Db } from "../database.ts";
import type { Domain } from "./reconcile-tables.ts";

/** Everything behind `after` up to and with `upTo`; null is the beginning or the end of the list. */
export type IdRange = {
  readonly part: "live" | "archived" | "all";
  readonly after: string | null;
  readonly upTo: string | null;
};

export type HeldEntry = {
  readonly remote_id: string;
  readonly parent_remote_id: string | null;
  readonly fields: Readonly<Record<string, string | null>>;
  readonly updated_at: Date;
  readonly deleted: boolean;
};

/** Stands for null within a line, where no store's text can. */
export const NOTHING = "\u001e";
export const BETWEEN = "\u001f";

type Held = {
  readonly table: string;
  readonly family: string;
  readonly parent: string;
  readonly archived: string | null;
  /** Rows that the store's own list is to be compared with. */
  readonly counts: string;
  readonly fields: Readonly<Record<string, string>>;
};

const SECOND = "extract(epoch from modified_at)::bigint::text";
const HELD: Readonly<Record<Domain, Held>> = {
  orders: {
    table: "orders",
    family: "remote_id",
    parent: "null::text",
    archived: "archived_at",
    counts: "true",
    fields: { modified_at: SECOND, status: "remote_status", total: "total_minor::text" },
  },
  products: {
    table: "listings",
    family: "coalesce(parent_remote_id, remote_id)",
    parent: "parent_remote_id",
    archived: "archived_at",
    counts: "true",
    fields: {
      modified_at: SECOND,
      visibility: "case when archived_at is not null then 'archived' when published then 'published' else 'hidden' end",
      sku: "sku",
      price: "price",
      stock_keeping: "stock_keeping",
      stock_quantity: "trim_scale(stock_quantity)::text",
    },
  },
  customers: {
    table: "customers",
    family: "remote_id",
    parent: "null::text",
    archived: null,
    // Buyers whose own record was never read are known from their orders only.
    counts: "from_profile",
    fields: { modified_at: SECOND, email: "email" },
  },
};

export async function heldDigest(
  db: Db,
  connectionId: number,
  domain: Domain,
  range: IdRange,
): Promise<{ readonly count: number; readonly digest: string }> {
  const held = HELD[domain];
  const { rows } = await sql<{ count: number; digest: string }>`
    select count(*)::int as count, md5(coalesce(string_agg(${lineOf(held)}, e'\n' order by ${orderOf(held)}), '')) as digest
    from ${sql.table(held.table)} where connection_id = ${connectionId} and ${inRange(held, range)}`.execute(db);
  return rows[0] ?? { count: 0, digest: "" };
}

export async function heldInRange(
  db: Db,
  connectionId: number,
  domain: Domain,
  range: IdRange,
): Promise<readonly HeldEntry[]> {
  const held = HELD[domain];
  const { rows } = await sql<HeldEntry>`
    select ${entryOf(held)} from ${sql.table(held.table)}
    where connection_id = ${connectionId} and ${inRange(held, range)}`.execute(db);
  return rows;
}

/** Wherever they stand, deleted ones too. */
export async function heldByIds(
  db: Db,
  connectionId: number,
  domain: Domain,
  remoteIds: readonly string[],
): Promise<readonly HeldEntry[]> {
  if (remoteIds.length === 0) return [];
  const held = HELD[domain];
  const { rows } = await sql<HeldEntry>`
    select ${entryOf(held)} from ${sql.table(held.table)}
    where connection_id = ${connectionId} and remote_id = any(${remoteIds}::text[]) and ${sql.raw(held.counts)}`.execute(
    db,
  );
  return rows;
}

function lineOf({ fields }: Held): RawBuilder<string> {
  const parts = ["remote_id", ...Object.values(fields).map((field) => `coalesce(${field}, e'\\x1e')`)];
  return sql.raw(`concat_ws(e'\\x1f', ${parts.join(", ")})`);
}

function entryOf({ fields, parent }: Held): RawBuilder<HeldEntry> {
  const pairs = Object.entries(fields).map(([name, field]) => `'${name}', ${field}`);
  return sql.raw(
    `remote_id, ${parent} as parent_remote_id, jsonb_build_object(${pairs.join(", ")}) as fields, updated_at, deleted_at is not null as deleted`,
  );
}

function orderOf({ family }: Held): RawBuilder<unknown> {
  return sql.raw(`length(${family}), (${family} collate "C"), length(remote_id), (remote_id collate "C")`);
}

function inRange({ family, archived, counts }: Held, { part, after, upTo }: IdRange): RawBuilder<boolean> {
  const key = sql.raw(`(length(${family}), (${family} collate "C"))`);
  const conditions = [sql`deleted_at is null`, sql.raw(counts)];
  if (archived !== null && part !== "all")
    conditions.push(sql.raw(`${archived} is ${part === "archived" ? "not null" : "null"}`));
  if (after !== null) conditions.push(sql`${key} > (${after.length}::int, ${after}::text collate "C")`);
  if (upTo !== null) conditions.push(sql`${key} <= (${upTo.length}::int, ${upTo}::text collate "C")`);
  return sql<boolean>`${sql.join(conditions, sql` and `)}`;
}
