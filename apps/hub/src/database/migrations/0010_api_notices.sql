-- What stores say in the headers of their replies about the end of the API that we ask them by: one row per saying.
create table api_notices (
  account_id int not null references accounts,
  connection_id int not null references connections,
  -- deprecation, sunset, or the platform's own header
  header text not null,
  notice text not null,
  -- The first address of the store that said so, without ids.
  path text not null,
  -- The day after which it no longer answers, where that was said.
  sunset_at timestamptz,
  first_seen_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  primary key (connection_id, header, notice)
);

alter table api_notices enable row level security;
create policy account_isolation on api_notices to logix_account
  using (account_id = current_account()) with check (account_id = current_account());
