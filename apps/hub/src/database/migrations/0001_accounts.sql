-- Accounts, their users and what they may do, and the trail of who changed what.

create table accounts (
  id int generated always as identity primary key,
  name text not null,
  created_at timestamptz not null default now()
);

create table users (
  id int generated always as identity primary key,
  public_id text not null unique,
  account_id int not null references accounts,
  email text not null,
  name text not null,
  password_hash text,
  role text not null check (role in ('owner', 'manager', 'operator', 'viewer')),
  -- May make further accounts on this installation.
  administrator boolean not null default false,
  -- A one-time link with which a first password is chosen.
  invitation_hash bytea,
  invitation_expires_at timestamptz,
  created_at timestamptz not null default now(),
  disabled_at timestamptz,
  -- Tokens issued before this moment are void: a changed password, a removed user.
  tokens_valid_from timestamptz not null default now()
);
create unique index users_email on users (lower(email));
create index users_account on users (account_id);

create table api_tokens (
  id int generated always as identity primary key,
  account_id int not null references accounts,
  user_id int not null references users,
  name text not null,
  token_hash bytea not null unique,
  permissions text[] not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index api_tokens_account on api_tokens (account_id);

-- Keys that sign login tokens. The newest signs; older ones verify until they retire.
create table signing_keys (
  id text primary key,
  secret_sealed text not null,
  created_at timestamptz not null default now(),
  retires_at timestamptz not null
);

create table audit_log (
  id bigint generated always as identity primary key,
  account_id int not null references accounts,
  user_id int,
  actor text not null,
  action text not null,
  subject text not null,
  detail jsonb not null,
  at timestamptz not null default now()
);
create index audit_log_account on audit_log (account_id, id desc);
