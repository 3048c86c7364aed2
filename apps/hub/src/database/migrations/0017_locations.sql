-- Several places where goods lie: what each of them is, which of a store's own places it stands for, and from where an order is sent.

alter table locations
  add column code text not null default '',
  add column line_1 text not null default '',
  add column line_2 text not null default '',
  add column city text not null default '',
  add column region text not null default '',
  add column postcode text not null default '',
  -- ISO 3166-1 alpha-2, or empty.
  add column country text not null default '',
  add column active boolean not null default true,
  -- Whether orders are sent from here; what lies at a place that sends nothing is not offered to any store.
  add column fulfils boolean not null default true,
  -- Lower goes first.
  add column priority int not null default 100,
  add column updated_at timestamptz not null default now();
create index locations_account on locations (account_id);
create unique index locations_code on locations (account_id, lower(code)) where code <> '';

alter table stock_movements drop constraint stock_movements_kind_check;
alter table stock_movements add constraint stock_movements_kind_check
  check (kind in ('count', 'adjustment', 'sale', 'sale_undone', 'transfer'));
create index stock_movements_location on stock_movements (location_id, sku, id);

-- Part of a line may be held here and part of it there.
alter table allocations add column location_id int references locations;
update allocations held set location_id = place.id
  from locations place where place.account_id = held.account_id and place.is_default;
alter table allocations alter column location_id set not null;
alter table allocations drop constraint allocations_pkey;
alter table allocations add primary key (order_id, line_remote_id, location_id);

-- The store's own places, and which of ours each of them stands for.
create table location_links (
  connection_id int not null references connections,
  remote_id text not null,
  account_id int not null references accounts,
  name text not null,
  active boolean not null,
  country text not null,
  city text not null,
  -- undecided: nobody has said yet what it stands for, and it is told nothing.
  state text not null default 'undecided' check (state in ('linked', 'unused', 'undecided')),
  location_id int references locations,
  -- When the store last listed it.
  seen_at timestamptz not null default now(),
  primary key (connection_id, remote_id),
  check ((state = 'linked') = (location_id is not null))
);
-- What lies at one place is shown once in a store.
create unique index location_links_location on location_links (connection_id, location_id) where location_id is not null;

-- From which places a connection sells; all of them where it has no row.
create table connection_locations (
  connection_id int not null references connections,
  location_id int not null references locations,
  account_id int not null references accounts,
  primary key (connection_id, location_id)
);

-- For platforms that count by location: what the store shows, what it was told, and what it is that is counted.
alter table listings
  add column stock_by_location jsonb,
  add column told_by_location jsonb,
  add column stock_remote_id text;

-- Whole sets of rules; the newest counts, the others say by what an earlier order was decided.
create table routing_rules (
  account_id int not null references accounts,
  version int not null,
  rules jsonb not null,
  note text not null default '',
  actor text not null,
  at timestamptz not null default now(),
  primary key (account_id, version)
);

create table routing_decisions (
  id bigint generated always as identity primary key,
  account_id int not null references accounts,
  order_id bigint not null,
  -- Of the rules; 0 where there were none.
  rules_version int not null,
  cause text not null check (cause in ('order', 'reroute', 'override')),
  -- held: its goods are kept, but it is not to be sent in several parcels.
  state text not null check (state in ('routed', 'held')),
  parts jsonb not null,
  oversold jsonb not null,
  steps jsonb not null,
  actor text not null,
  reason text,
  at timestamptz not null default clock_timestamp()
);
create index routing_decisions_order on routing_decisions (order_id, id);

grant select, insert, update, delete on location_links, connection_locations to logix_account;
-- What was decided stays as it was written.
grant select, insert on routing_rules, routing_decisions to logix_account;
revoke update, delete on routing_rules, routing_decisions from logix_account;
alter table location_links enable row level security;
create policy account_isolation on location_links to logix_account
  using (account_id = current_account()) with check (account_id = current_account());
alter table connection_locations enable row level security;
create policy account_isolation on connection_locations to logix_account
  using (account_id = current_account()) with check (account_id = current_account());
alter table routing_rules enable row level security;
create policy account_isolation on routing_rules to logix_account
  using (account_id = current_account()) with check (account_id = current_account());
alter table routing_decisions enable row level security;
create policy account_isolation on routing_decisions to logix_account
  using (account_id = current_account()) with check (account_id = current_account());
