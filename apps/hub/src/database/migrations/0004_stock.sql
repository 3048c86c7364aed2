-- What lies where, what of it is promised, and every movement that made it so.

create table locations (
  id int generated always as identity primary key,
  account_id int not null references accounts,
  name text not null,
  is_default boolean not null default false,
  created_at timestamptz not null default now()
);
create unique index locations_default on locations (account_id) where is_default;

create table stock_levels (
  account_id int not null,
  location_id int not null references locations,
  sku text not null,
  on_hand numeric(18, 6) not null,
  buffer numeric(18, 6) not null default 0,
  -- When a person or the authority last counted; sales from before are in that count already.
  counted_at timestamptz not null,
  updated_at timestamptz not null default now(),
  primary key (account_id, sku, location_id)
);

create table stock_movements (
  id bigint generated always as identity primary key,
  account_id int not null,
  location_id int not null,
  sku text not null,
  kind text not null check (kind in ('count', 'adjustment', 'sale', 'sale_undone')),
  delta numeric(18, 6) not null,
  on_hand_after numeric(18, 6) not null,
  order_id bigint,
  actor text not null,
  reason text,
  idempotency_key text,
  at timestamptz not null default now()
);
create index stock_movements_sku on stock_movements (account_id, sku, id);
create unique index stock_movements_key on stock_movements (account_id, idempotency_key);

-- What open orders hold. Reserved is the sum of these, never a counter of its own.
create table allocations (
  order_id bigint not null,
  line_remote_id text not null,
  account_id int not null,
  sku text not null,
  quantity numeric(18, 6) not null,
  -- The goods have left the shelf: no longer reserved, already taken from on hand.
  shipped boolean not null default false,
  primary key (order_id, line_remote_id)
);
create index allocations_open on allocations (account_id, sku) where not shipped;

-- Products and variants as each store lists them.
create table listings (
  id bigint generated always as identity primary key,
  account_id int not null,
  connection_id int not null,
  remote_id text not null,
  parent_remote_id text,
  kind text not null,
  remote_type text not null,
  sku text,
  name text not null,
  published boolean not null,
  stock_keeping text not null,
  stock_quantity numeric(18, 6),
  price text,
  modified_at timestamptz not null,
  archived_at timestamptz,
  deleted_at timestamptz,
  hash bytea not null,
  written_hash bytea,
  raw text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index listings_identity on listings (connection_id, remote_id);
create index listings_sku on listings (account_id, sku) where sku is not null and deleted_at is null;
create index listings_parent on listings (connection_id, parent_remote_id) where parent_remote_id is not null;

do $$
begin
  alter table listings alter column raw set compression lz4;
exception when others then
  alter table listings alter column raw set storage external;
end $$;
