-- What customers send back, or ask to. An order whose store shows no returns has no row here.

create table order_returns (
  id bigint generated always as identity primary key,
  account_id int not null references accounts,
  connection_id int not null references connections,
  order_id bigint not null,
  remote_id text not null,
  -- The number that the store shows to people.
  number text not null,
  status text not null check (status in ('requested', 'open', 'declined', 'cancelled', 'closed')),
  note text not null,
  refund_remote_ids text[] not null,
  requested_at timestamptz not null,
  opened_at timestamptz,
  closed_at timestamptz,
  -- When it was first seen here.
  created_at timestamptz not null default now()
);
create unique index order_returns_identity on order_returns (connection_id, remote_id);
create index order_returns_order on order_returns (order_id, id);

create table order_return_lines (
  return_id bigint not null references order_returns on delete cascade,
  remote_id text not null,
  account_id int not null,
  position smallint not null,
  line_remote_id text,
  sku text,
  quantity numeric(18, 6) not null,
  reason text not null,
  note text not null,
  primary key (return_id, remote_id)
);

do $$
declare
  name text;
begin
  foreach name in array array['order_returns', 'order_return_lines'] loop
    execute format('grant select, insert, update, delete on %I to logix_account', name);
    execute format('alter table %I enable row level security', name);
    execute format('create policy account_isolation on %I to logix_account using (account_id = current_account()) with check (account_id = current_account())', name);
  end loop;
end $$;
