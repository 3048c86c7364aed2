-- What people want done to an order beyond its status: send part of it, pay money back. Each is carried to the store once.

create table order_actions (
  id bigint generated always as identity primary key,
  account_id int not null references accounts,
  connection_id int not null references connections,
  order_id bigint not null,
  kind text not null check (kind in ('fulfilment', 'refund')),
  -- The caller's, so that a repeated request is one action.
  idempotency_key text,
  wish jsonb not null,
  -- waiting: the store has not been told; done; failed: it refused, see the parked work.
  state text not null default 'waiting' check (state in ('waiting', 'done', 'failed')),
  note text,
  actor text not null,
  created_at timestamptz not null default now(),
  settled_at timestamptz
);
create unique index order_actions_key on order_actions (account_id, order_id, kind, idempotency_key);
create index order_actions_order on order_actions (order_id, id);
grant select, insert, update, delete on order_actions to logix_account;
alter table order_actions enable row level security;
create policy account_isolation on order_actions to logix_account
  using (account_id = current_account()) with check (account_id = current_account());
