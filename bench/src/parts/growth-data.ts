// A database that looks as if the hub had run for years: copies of what one hub really stored, spread over many stores. Made by
// SQL, because bringing a million orders in over HTTP would take hours; raw replies are cut short to fit on a disk.
import { query } from "../databases/server.ts";

/** A row is copied whatever columns it has; `other` says what differs in copy number `n`. */
type Copy = { readonly table: string; readonly from: string; readonly other: Readonly<Record<string, string>> };

const HISTORY = 3;
const RAW_BYTES = 300;

export async function preload(url: string, orders: number, stores: number): Promise<void> {
  const ask = (text: string) => query(url, text);
  // Uneven on purpose: three shapes of orders, most of them done, as in a shop that has been open for years.
  await ask(`create table bench_shapes as select * from orders order by id limit 100`);
  const [shapes] = await query<{ count: number }>(url, "select count(*)::int as count from bench_shapes");
  const count = shapes?.count ?? 1;
  await copy(url, {
    table: "connections",
    from: `connections source, generate_series(2, ${stores}) n where source.id = 1`,
    other: {
      public_id: "source.public_id || '_' || n",
      store_key: "source.store_key || '/' || n",
      name: "source.name || ' ' || n",
      is_default: "false",
      auto_sync: "false",
    },
  });
  await ask("create table bench_stores as select id, row_number() over (order by id) as place from connections");
  await copy(url, {
    table: "orders",
    from: `(select *, row_number() over (order by id) as place from bench_shapes) source
      join generate_series(1, ${orders}) n on source.place = n % ${count} + 1
      join bench_stores store on store.place = n % ${stores} + 1 order by n`,
    other: {
      connection_id: "store.id",
      remote_id: "(1000000 + n)::text",
      number: "(1000000 + n)::text",
      status: "case n % 500 when 0 then 'PENDING' when 1 then 'PACKED' else 'DELIVERED' end",
      raw: `left(source.raw, ${RAW_BYTES})`,
      placed_at: `clock_timestamp() - make_interval(secs => (${orders} - n) * 60)`,
      updated_at: `clock_timestamp() - make_interval(secs => (${orders} - n) * 60)`,
    },
  });
  await copy(url, {
    table: "order_lines",
    from: `(select * from order_lines where order_id = (select min(id) from bench_shapes)) source, orders held
      where held.id not in (select order_id from order_lines)`,
    other: { order_id: "held.id" },
  });
  await ask(`insert into order_history (account_id, order_id, actor, source, from_status, to_status, to_remote, at)
    select account_id, id, 'store', 'page', 'PENDING', 'DELIVERED', remote_status, placed_at
    from orders, generate_series(1, ${HISTORY}) where number::bigint between 1000000 and ${1_000_000 + orders}`);
  await copy(url, {
    table: "deliveries",
    from: `(select * from deliveries order by id limit 1) source, generate_series(1, ${orders}) n
      join bench_stores store on store.place = n % ${stores} + 1`,
    other: {
      connection_id: "store.id",
      remote_id: "(1000000 + n)::text",
      delivery_id: "'old-' || n",
      body: `left(source.body, ${RAW_BYTES})`,
      state: "'applied'",
    },
  });
  await ask("drop table bench_shapes, bench_stores");
  await ask("vacuum analyze");
  await ask("checkpoint");
}

async function copy(url: string, { table, from, other }: Copy): Promise<void> {
  const columns = await query<{ name: string }>(
    url,
    `select column_name as name from information_schema.columns
     where table_name = $1 and table_schema = 'public' and is_identity = 'NO' and is_generated = 'NEVER'`,
    [table],
  );
  const names = columns.map(({ name }) => name);
  const values = names.map((name) => other[name] ?? `source.${name}`);
  await query(url, `insert into ${table} (${names.join(", ")}) select ${values.join(", ")} from ${from}`);
}
