-- Orders, their lines and customers as their stores show them, and what became of them here.

create table customers (
  id bigint generated always as identity primary key,
  account_id int not null references accounts,
  connection_id int not null references connections,
  -- The store's id, or guest:<e-mail> for a buyer without an account in the store.
  remote_id text not null,
  email text not null,
  first_name text not null,
  last_name text not null,
  phone text not null,
  company text not null,
  billing jsonb not null,
  shipping jsonb not null,
  -- Whether this was read from the store's own record of the customer, which beats what an order says.
  from_profile boolean not null,
  hash bytea,
  modified_at timestamptz not null,
  deleted_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index customers_identity on customers (connection_id, remote_id);
create index customers_account on customers (account_id, id);
create index customers_email on customers (account_id, lower(email));

create table orders (
  id bigint generated always as identity primary key,
  account_id int not null,
  connection_id int not null,
  remote_id text not null,
  number text not null,
  -- Ours and theirs: two facts.
  status text not null,
  remote_status text not null,
  stock_taken boolean not null,
  currency text not null,
  total_minor bigint not null,
  subtotal_minor bigint not null,
  discount_minor bigint not null,
  shipping_minor bigint not null,
  tax_minor bigint not null,
  refunded_minor bigint not null,
  prices_include_tax boolean not null,
  payment_method text not null,
  payment_title text not null,
  transaction_id text not null,
  customer_note text not null,
  customer_remote_id text,
  customer_name text not null,
  customer_email text not null,
  billing jsonb not null,
  shipping jsonb not null,
  refunds jsonb not null,
  -- The values of the connection's order_fields.
  custom jsonb,
  placed_at timestamptz not null,
  paid_at timestamptz,
  completed_at timestamptz,
  -- The store's own stamp, with a resolution of one second.
  modified_at timestamptz not null,
  -- In the store's bin, or deleted there for good; kept here.
  archived_at timestamptz,
  deleted_at timestamptz,
  -- Of the mapped record: equal content is no news.
  hash bytea not null,
  -- The hash of what a write of ours left behind, by which its echo is known.
  written_hash bytea,
  raw text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index orders_identity on orders (connection_id, remote_id);
create index orders_account on orders (account_id, id);
create index orders_modified on orders (account_id, updated_at);
create index orders_customer on orders (connection_id, customer_remote_id);

create table order_lines (
  order_id bigint not null,
  remote_id text not null,
  account_id int not null,
  position smallint not null,
  kind text not null,
  product_remote_id text,
  variant_remote_id text,
  sku text,
  name text not null,
  quantity numeric(18, 6) not null,
  subtotal_minor bigint not null,
  total_minor bigint not null,
  tax_minor bigint not null,
  options jsonb not null,
  primary key (order_id, remote_id)
);

create table order_history (
  id bigint generated always as identity primary key,
  account_id int not null,
  order_id bigint not null,
  at timestamptz not null default now(),
  -- Who: store, system, or user:<public id>.
  actor text not null,
  -- Through what: page, delivery, reread, request, write.
  source text not null,
  from_status text,
  to_status text not null,
  from_remote text,
  to_remote text not null,
  note text
);
create index order_history_order on order_history (order_id, id);

do $$
begin
  -- Raw replies compress three to one; lz4 costs a fifth of the default, where the server has it.
  alter table orders alter column raw set compression lz4;
exception when others then
  alter table orders alter column raw set storage external;
end $$;
