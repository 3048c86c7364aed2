-- The account's own catalogue, what of it goes where, and what each store was last given.

create table products (
  id int generated always as identity primary key,
  account_id int not null references accounts,
  -- Of a variant: the product that it is one of.
  parent_id int references products on delete cascade,
  sku text not null,
  name text not null,
  description text not null default '',
  short_description text not null default '',
  status text not null default 'publish' check (status in ('publish', 'draft', 'pending', 'private')),
  -- Any number of prices as decimal texts: {"price": "19.90", "wholesalePrice": "12.00"}.
  prices jsonb not null default '{}',
  -- {"COLOR": "Red", "Sizes": ["S", "M"]}
  attributes jsonb not null default '{}',
  -- [{"src": "https://…", "alt": "", "name": "", "hash": "…"}]
  images jsonb not null default '[]',
  -- [["Home", "Kitchen"]]
  categories jsonb not null default '[]',
  tags text[] not null default '{}',
  weight text,
  length text,
  width text,
  height text,
  stock_status text check (stock_status in ('instock', 'outofstock', 'onbackorder')),
  -- Of a variant: which option of which attribute it is: {"Size": "M"}.
  options jsonb not null default '{}',
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create unique index products_sku on products (account_id, sku) where deleted_at is null;
create index products_account on products (account_id, id);
create index products_parent on products (parent_id) where parent_id is not null;

-- What kind of value an attribute holds; attributes that nobody described hold text.
create table attribute_definitions (
  account_id int not null references accounts,
  name text not null,
  type text not null check (type in ('text', 'number', 'boolean', 'date', 'select', 'multiselect')),
  unit text,
  options text[],
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (account_id, name)
);

create table product_history (
  id bigint generated always as identity primary key,
  account_id int not null,
  product_id int not null,
  actor text not null,
  -- request, import, bulk
  source text not null,
  -- {"name": {"from": "A", "to": "B"}}
  changes jsonb not null,
  at timestamptz not null default now()
);
create index product_history_product on product_history (product_id, id);

create table export_mappings (
  id int generated always as identity primary key,
  account_id int not null references accounts,
  connection_id int not null references connections,
  selected_fields text[] not null,
  field_mappings jsonb not null default '{}',
  is_active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index export_mappings_active on export_mappings (connection_id) where is_active;
create index export_mappings_connection on export_mappings (connection_id, id);

create table import_mappings (
  id int generated always as identity primary key,
  account_id int not null references accounts,
  connection_id int not null references connections,
  attribute_mappings jsonb not null,
  field_mappings jsonb not null default '{}',
  is_active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index import_mappings_active on import_mappings (connection_id) where is_active;
create index import_mappings_connection on import_mappings (connection_id, id);

-- One connection of each platform may be the account's default, and none that is paused or deleted.
create unique index connections_default on connections (account_id, platform) where is_default;
alter table connections add constraint connections_default_in_use
  check (not is_default or (status <> 'paused' and deleted_at is null));

-- Our product ↔ the store's listing, with what it was last given.
create table product_links (
  id int generated always as identity primary key,
  account_id int not null references accounts,
  connection_id int not null references connections,
  product_id int not null references products on delete cascade,
  -- Null until the store has it.
  remote_id text,
  parent_remote_id text,
  -- Per field the hash of the value that was last written with success.
  sent jsonb not null default '{}',
  -- The store's image ids by the hash or address of our image.
  images jsonb not null default '{}',
  sync_status text not null default 'pending' check (sync_status in ('synced', 'pending', 'error')),
  error_message text,
  error_code text,
  error_remedy text,
  remote_deleted_at timestamptz,
  last_modified_fields text[],
  -- The run that touched it last: what failed is tried again as it was asked for.
  last_run_id bigint,
  last_exported_at timestamptz,
  last_imported_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index product_links_product on product_links (connection_id, product_id);
create unique index product_links_remote on product_links (connection_id, remote_id) where remote_id is not null;
create index product_links_account on product_links (account_id);
create index product_links_changed on product_links (connection_id, updated_at);

-- Runs that carry products, beside those that read a store.
alter table runs drop constraint runs_kind_check;
alter table runs add constraint runs_kind_check check (kind in ('orders', 'products', 'customers', 'export', 'import', 'bulk'));
alter table runs alter column connection_id drop not null;

create table run_items (
  id bigint generated always as identity primary key,
  account_id int not null,
  run_id bigint not null references runs on delete cascade,
  product_id int,
  remote_id text,
  parent_remote_id text,
  -- created, adopted, updated, unchanged, imported, skipped, failed, restored, moved
  outcome text not null,
  -- Of a dry run: {"name": {"from": "A", "to": "B"}}.
  changes jsonb,
  -- What else the caller is told: {"exportedFields": ["name"], "sentFields": [], "warnings": []}.
  detail jsonb,
  before text,
  after text,
  message text,
  at timestamptz not null default now()
);
create index run_items_run on run_items (run_id, id);

-- Products that were given in bulk, in the order of the rows. A part is written in one transaction, which takes its rows away and
-- leaves their results: what still has rows is still to be done.
create table bulk_parts (
  run_id bigint not null references runs on delete cascade,
  part int not null,
  account_id int not null,
  -- Of its first row, counted from 1.
  first_row int not null,
  rows text,
  -- [{"row": 1, "sku": "A", "productId": 5, "outcome": "created", "message": null, "field": null}]
  results jsonb,
  primary key (run_id, part)
);

do $$
declare
  name text;
begin
  foreach name in array array['products', 'attribute_definitions', 'product_history', 'export_mappings', 'import_mappings', 'product_links', 'run_items', 'bulk_parts'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy account_isolation on %I to logix_account using (account_id = current_account()) with check (account_id = current_account())', name);
  end loop;
end $$;
revoke update, delete on product_history from logix_account;
