-- Connected stores. Settings hold credentials and are sealed; nothing of them is readable here.

create table connections (
  id int generated always as identity primary key,
  public_id text not null unique,
  account_id int not null references accounts,
  user_id int references users,
  platform text not null,
  name text not null,
  store_url text not null,
  -- The store's address in the one spelling that identifies it.
  store_key text not null,
  settings_sealed text not null,
  status text not null check (status in ('active', 'paused', 'disconnected')),
  status_reason text,
  auto_sync boolean not null,
  sync_interval_minutes int not null default 15 check (sync_interval_minutes between 1 and 1440),
  stock_role text not null default 'follower' check (stock_role in ('authority', 'follower', 'contributor', 'none')),
  -- The user's own status map, laid over the connector's: {"inbound": {"shipped": "SHIPPED"}, "outbound": {}}.
  status_map jsonb not null default '{}',
  -- Fields of the user's own on orders, by their path in the store's reply: {"vat": "meta_data[_vat_number]"}.
  order_fields jsonb not null default '{}',
  -- The user's own limit in place of the connector's polite default: {"requests": 10, "perMs": 10000}.
  rate_limit jsonb,
  store_info jsonb,
  is_default boolean not null default false,
  last_sync_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create unique index connections_store on connections (account_id, store_key) where deleted_at is null;
create index connections_account on connections (account_id, id);
create index connections_store_key on connections (platform, store_key) where deleted_at is null;

-- How far each kind of news has safely been read from a store.
create table cursors (
  connection_id int not null references connections,
  account_id int not null,
  kind text not null,
  -- Everything modified before this moment has been stored or parked.
  read_until timestamptz,
  -- A pass that was cut short: where it goes on, and the moment that it will have read until.
  checkpoint jsonb,
  reading_until timestamptz,
  updated_at timestamptz not null default now(),
  primary key (connection_id, kind)
);

-- Token buckets that all processes share. Losing them in a crash costs nothing, so they are not logged.
create unlogged table rate_limits (
  key text primary key,
  -- The moment until which the bucket is spoken for (GCRA's theoretical arrival time), in milliseconds since 1970.
  busy_until double precision not null,
  -- The factor that answers of 429 or 503 slowed this bucket down by.
  slowness real not null default 1
);

-- Reserves one request, where the wait for it is not longer than the caller can stand. The database's clock decides.
create function reserve_rate(bucket text, interval_ms float8, burst_ms float8, most_wait_ms float8)
returns table (reserved boolean, wait_ms float8, slowed real) language plpgsql as $$
declare
  held rate_limits;
  now_ms float8;
  spoken_until float8;
begin
  insert into rate_limits (key, busy_until) values (bucket, 0) on conflict do nothing;
  select * into held from rate_limits where key = bucket for update;
  now_ms := extract(epoch from clock_timestamp()) * 1000;
  spoken_until := greatest(held.busy_until, now_ms) + interval_ms * held.slowness;
  wait_ms := greatest(0, spoken_until - burst_ms - now_ms);
  reserved := wait_ms <= most_wait_ms;
  slowed := held.slowness;
  if reserved then
    update rate_limits set busy_until = spoken_until where key = bucket;
  end if;
  return next;
end $$;
