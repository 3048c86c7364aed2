-- What a platform's own payment service paid out, and what each payout is made of. Whether it fits the orders is worked out when
-- somebody looks: an order may be read after the payout that pays it.

create table payouts (
  id bigint generated always as identity primary key,
  account_id int not null references accounts,
  connection_id int not null references connections,
  remote_id text not null,
  status text not null check (status in ('scheduled', 'in_transit', 'paid', 'failed', 'cancelled')),
  currency text not null,
  gross_minor bigint not null,
  fee_minor bigint not null,
  net_minor bigint not null,
  issued_at timestamptz not null,
  -- Of all that the store said of it, transactions included: the same again changes nothing.
  hash bytea not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index payouts_identity on payouts (connection_id, remote_id);
create index payouts_account on payouts (account_id, id desc);

create table payout_transactions (
  id bigint generated always as identity primary key,
  account_id int not null references accounts,
  connection_id int not null references connections,
  payout_id bigint not null references payouts on delete cascade,
  remote_id text not null,
  kind text not null check (kind in ('charge', 'refund', 'other')),
  -- The platform's own word.
  type text not null,
  order_remote_id text,
  amount_minor bigint not null,
  fee_minor bigint not null,
  net_minor bigint not null,
  at timestamptz not null
);
create unique index payout_transactions_identity on payout_transactions (connection_id, remote_id);
create index payout_transactions_payout on payout_transactions (payout_id, id);
create index payout_transactions_order on payout_transactions (connection_id, order_remote_id, kind);

do $$
declare
  name text;
begin
  foreach name in array array['payouts', 'payout_transactions'] loop
    execute format('grant select, insert, update, delete on %I to logix_account', name);
    execute format('alter table %I enable row level security', name);
    execute format('create policy account_isolation on %I to logix_account using (account_id = current_account()) with check (account_id = current_account())', name);
  end loop;
end $$;

alter table runs drop constraint runs_kind_check;
alter table runs add constraint runs_kind_check
  check (kind in ('orders', 'products', 'customers', 'payouts', 'export', 'import', 'bulk'));
