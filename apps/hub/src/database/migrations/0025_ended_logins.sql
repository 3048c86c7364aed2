-- Logins that were ended before their token ran out. A row stays as long as the token would have been good, and no longer.

create table ended_logins (
  -- The token's own name (`jti`).
  login_id text primary key,
  account_id int not null references accounts,
  user_id int not null references users,
  expires_at timestamptz not null
);
create index ended_logins_expiry on ended_logins (account_id, expires_at);
grant select, insert, delete on ended_logins to logix_account;
alter table ended_logins enable row level security;
create policy account_isolation on ended_logins to logix_account
  using (account_id = current_account()) with check (account_id = current_account());
