-- What people may ask for by law, as platforms pass it on, and what became of it.

create table privacy_requests (
  id bigint generated always as identity primary key,
  account_id int not null references accounts,
  connection_id int not null references connections,
  -- The delivery's own key: the same request told twice is one.
  remote_id text not null,
  what text not null check (what in ('show', 'erase', 'erase_store')),
  -- Whom it is about; forgotten with the erasure itself.
  customer_remote_id text,
  email text,
  order_remote_ids text[] not null default '{}',
  state text not null check (state in ('open', 'done')),
  customers_erased int not null default 0,
  orders_erased int not null default 0,
  -- A month after it came, as the platforms and the GDPR have it.
  due_at timestamptz not null,
  received_at timestamptz not null default now(),
  done_at timestamptz
);
create unique index privacy_requests_identity on privacy_requests (connection_id, remote_id);
create index privacy_requests_account on privacy_requests (account_id, id);
grant select, insert, update, delete on privacy_requests to logix_account;
alter table privacy_requests enable row level security;
create policy account_isolation on privacy_requests to logix_account
  using (account_id = current_account()) with check (account_id = current_account());

-- Whose person has been erased: shown without a name, and never filled again from an old reply.
alter table orders add column erased_at timestamptz;
alter table customers add column erased_at timestamptz;
