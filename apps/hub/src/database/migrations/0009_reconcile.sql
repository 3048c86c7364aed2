-- Proof that both sides hold the same: sweeps over what a store lists, what differed, and the watch over webhooks and settings.

create table reconciles (
  id bigint generated always as identity primary key,
  account_id int not null references accounts,
  connection_id int not null references connections,
  -- request, schedule
  cause text not null,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed', 'stopped')),
  -- Which kinds of things: orders, products, customers.
  domains text[] not null,
  -- Where the sweep goes on: {"domain": "orders", "step": "compare", "part": "live", "after": "120", "checkpoint": {...}}.
  position jsonb not null,
  attempts int not null default 0,
  error jsonb,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz
);
create index reconciles_account on reconciles (account_id, id desc);
create index reconciles_connection on reconciles (connection_id, id desc);
create unique index reconciles_one_at_a_time on reconciles (connection_id) where state in ('waiting', 'running');

-- Drift as a number, one row per sweep and domain: this is its history too.
create table reconcile_domains (
  reconcile_id bigint not null references reconciles on delete cascade,
  domain text not null,
  account_id int not null,
  connection_id int not null,
  position smallint not null,
  -- Ranges of ids whose digests were compared, and how many of them differed.
  ranges int not null default 0,
  ranges_apart int not null default 0,
  -- Rows that the store listed.
  listed int not null default 0,
  -- Null until they are known.
  drift_before int,
  drift_after int,
  finished_at timestamptz,
  primary key (reconcile_id, domain)
);
create index reconcile_domains_latest on reconcile_domains (connection_id, domain, reconcile_id desc);

create table reconcile_rows (
  id bigint generated always as identity primary key,
  reconcile_id bigint not null references reconciles on delete cascade,
  account_id int not null,
  domain text not null,
  remote_id text not null,
  parent_remote_id text,
  finding text not null check (finding in ('missing_here', 'missing_there', 'different')),
  -- {"status": {"here": "processing", "there": "completed"}}
  fields jsonb not null default '{}',
  -- Changed in the store after the moment until which it has been read: the next run would have brought it. No drift.
  in_flight boolean not null default false,
  -- reread, wish
  cure text not null,
  -- open, mended, apart, unlisted (the store has it but leaves it out of its lists)
  outcome text not null default 'open' check (outcome in ('open', 'mended', 'apart', 'unlisted')),
  found_at timestamptz not null default now(),
  settled_at timestamptz
);
create unique index reconcile_rows_identity on reconcile_rows (reconcile_id, domain, remote_id);

-- What is looked after besides: how often a connection is swept, which settings its store had, when its webhooks were seen.
create table watches (
  connection_id int primary key references connections,
  account_id int not null,
  reconcile_interval_minutes int not null default 1440 check (reconcile_interval_minutes between 15 and 43200),
  store_settings jsonb,
  store_settings_at timestamptz,
  webhooks_looked_at timestamptz,
  -- Changes that polling found though a webhook should have told of them, since the connection is watched.
  changes_untold int not null default 0,
  -- Runs up to this one have been counted.
  counted_run_id bigint not null default 0
);

-- The subscriptions that a connection was given and is meant to keep.
create table webhook_wishes (
  connection_id int not null references connections,
  account_id int not null,
  delivery_url text not null,
  topics text[] not null,
  since timestamptz not null default now(),
  primary key (connection_id, delivery_url)
);

-- Ranges of ids in the order of the stores: shorter ones first, so that numbers stand in the order of their values.
create index orders_by_id on orders (connection_id, length(remote_id), (remote_id collate "C"));
create index customers_by_id on customers (connection_id, length(remote_id), (remote_id collate "C"));
create index listings_by_family on listings
  (connection_id, length(coalesce(parent_remote_id, remote_id)), (coalesce(parent_remote_id, remote_id) collate "C"));

do $$
declare
  name text;
begin
  foreach name in array array['reconciles', 'reconcile_domains', 'reconcile_rows', 'watches', 'webhook_wishes'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy account_isolation on %I to logix_account using (account_id = current_account()) with check (account_id = current_account())', name);
  end loop;
end $$;
