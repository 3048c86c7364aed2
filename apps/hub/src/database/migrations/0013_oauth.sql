-- Merchants on their way through a store's own page of consent, and who renews the credentials of a connection just now.

create table authorisations (
  id bigint generated always as identity primary key,
  account_id int not null references accounts,
  user_id int not null references users,
  platform text not null,
  -- What comes back with the merchant; only its fingerprint is kept.
  state_hash bytea not null unique,
  -- The shop, the merchant's app with its secret, and what is to become of the connection.
  request_sealed text not null,
  -- Keys that the store handed over before anybody finished the connection.
  granted_sealed text,
  expires_at timestamptz not null,
  used_at timestamptz,
  created_at timestamptz not null default now()
);
create index authorisations_expiry on authorisations (expires_at);
grant select, insert, update, delete on authorisations to logix_account;
alter table authorisations enable row level security;
create policy account_isolation on authorisations to logix_account
  using (account_id = current_account()) with check (account_id = current_account());

-- A process that renews credentials says so for a minute; one that died meanwhile keeps nobody out for longer.
alter table connections add column renewing_until timestamptz;
