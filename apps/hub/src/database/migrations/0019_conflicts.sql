-- Fields of a product that changed on both sides since both were last the same.

-- What a store showed of a product when both sides were last the same: field by field, as it would be sent.
create table common_states (
  link_id int primary key references product_links on delete cascade,
  account_id int not null references accounts,
  fields jsonb not null default '{}',
  updated_at timestamptz not null default now()
);
grant select, insert, update, delete on common_states to logix_account;
alter table common_states enable row level security;
create policy account_isolation on common_states to logix_account
  using (account_id = current_account()) with check (account_id = current_account());

-- Who is right where both changed it, by kind of field: ours, theirs, newest or ask. What isn't named here is asked.
create table conflict_policies (
  connection_id int primary key references connections on delete cascade,
  account_id int not null references accounts,
  policy jsonb not null default '{}',
  updated_at timestamptz not null default now()
);
grant select, insert, update, delete on conflict_policies to logix_account;
alter table conflict_policies enable row level security;
create policy account_isolation on conflict_policies to logix_account
  using (account_id = current_account()) with check (account_id = current_account());

create table conflicts (
  id bigint generated always as identity primary key,
  account_id int not null references accounts,
  connection_id int not null references connections on delete cascade,
  product_id int not null references products on delete cascade,
  remote_id text not null,
  field text not null,
  base jsonb not null,
  ours jsonb not null,
  theirs jsonb not null,
  state text not null default 'open' check (state in ('open', 'resolved')),
  -- ours, theirs or edited; agreed where both sides became the same by themselves.
  resolution text check (resolution in ('ours', 'theirs', 'edited', 'agreed')),
  actor text,
  opened_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  resolved_at timestamptz
);
create unique index conflicts_open on conflicts (connection_id, product_id, field) where state = 'open';
create index conflicts_account on conflicts (account_id, state, id);
grant select, insert, update, delete on conflicts to logix_account;
alter table conflicts enable row level security;
create policy account_isolation on conflicts to logix_account
  using (account_id = current_account()) with check (account_id = current_account());
