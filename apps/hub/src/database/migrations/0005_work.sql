-- Work in both directions, durable until it is done or parked.

-- Inbound webhook requests, stored before they are answered.
create table deliveries (
  id bigint generated always as identity primary key,
  account_id int not null,
  connection_id int not null,
  topic text not null,
  kind text not null,
  remote_id text not null,
  delivery_id text not null,
  signed boolean not null,
  body text not null,
  body_hash bytea not null,
  -- How often the same delivery came.
  copies int not null default 1,
  -- waiting: not looked at; rereading: the thing is being read again; applied, unchanged, echo, stale, ignored, parked: done.
  state text not null default 'waiting',
  note text,
  received_at timestamptz not null default now(),
  settled_at timestamptz
);
create unique index deliveries_same on deliveries (connection_id, delivery_id, body_hash);
create index deliveries_open on deliveries (connection_id, kind, remote_id, id) where state in ('waiting', 'rereading');
create index deliveries_account on deliveries (account_id, id desc);

-- Things that have to be read again from their store, one row however often it was asked for.
create table rereads (
  connection_id int not null,
  kind text not null,
  remote_id text not null,
  account_id int not null,
  reason text not null,
  -- Grows with each request, so that one that comes while the thing is being read is not lost.
  version int not null default 1,
  attempts int not null default 0,
  due_at timestamptz not null default now(),
  requested_at timestamptz not null default now(),
  primary key (connection_id, kind, remote_id)
);
create index rereads_due on rereads (connection_id, due_at);

-- What a store should show, coalesced to the latest wish.
create table outward_work (
  id bigint generated always as identity primary key,
  account_id int not null,
  connection_id int not null,
  -- order_status or stock
  kind text not null,
  -- The order's or listing's remote id.
  remote_id text not null,
  wish jsonb not null,
  version int not null default 1,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'parked')),
  attempts int not null default 0,
  due_at timestamptz not null default now(),
  cause text not null,
  wished_at timestamptz not null default now(),
  settled_at timestamptz,
  note text
);
create unique index outward_work_identity on outward_work (connection_id, kind, remote_id);
create index outward_work_due on outward_work (connection_id, kind, due_at) where state = 'waiting';

create table runs (
  id bigint generated always as identity primary key,
  account_id int not null,
  connection_id int not null,
  kind text not null check (kind in ('orders', 'products', 'customers')),
  -- request, schedule, connected, gap
  cause text not null,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'incomplete', 'failed', 'stopped')),
  filter jsonb not null default '{}',
  checkpoint jsonb,
  -- This run carries the connection's cursor on to this moment when it ends.
  reads_until timestamptz,
  moves_cursor boolean not null,
  most int,
  total int,
  seen int not null default 0,
  created int not null default 0,
  updated int not null default 0,
  unchanged int not null default 0,
  ignored int not null default 0,
  failed int not null default 0,
  attempts int not null default 0,
  error jsonb,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz
);
create index runs_account on runs (account_id, id desc);
create unique index runs_one_at_a_time on runs (connection_id, kind) where state in ('waiting', 'running') and moves_cursor;

-- Work that failed for good, kept with its reason and a way to retry.
create table parked_work (
  id bigint generated always as identity primary key,
  account_id int not null,
  connection_id int not null,
  -- delivery, page, reread, outward
  source text not null,
  kind text not null,
  remote_id text not null,
  error_kind text not null,
  code text,
  message text not null,
  remedy text,
  payload text,
  reference jsonb not null default '{}',
  times int not null default 1,
  parked_at timestamptz not null default now(),
  resolved_at timestamptz,
  resolution text check (resolution in ('retried', 'dismissed', 'healed')),
  resolved_by text,
  reason text
);
create unique index parked_work_open on parked_work (connection_id, source, kind, remote_id) where resolved_at is null;
create index parked_work_account on parked_work (account_id, id desc);

do $$
begin
  alter table deliveries alter column body set compression lz4;
exception when others then
  alter table deliveries alter column body set storage external;
end $$;
