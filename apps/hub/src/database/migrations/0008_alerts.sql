-- What a person is told of by itself, on which channels, and what was told already.

create table alerts (
  id bigint generated always as identity primary key,
  account_id int not null references accounts,
  -- Null for what concerns no single store.
  connection_id int references connections,
  code text not null,
  -- What it is about within its code: a status, a SKU, a trouble. Empty where the connection says it all.
  subject text not null,
  severity text not null check (severity in ('notice', 'warning', 'critical')),
  title text not null,
  detail text not null,
  times int not null default 1,
  opened_at timestamptz not null default now(),
  last_at timestamptz not null default now(),
  settled_at timestamptz,
  acknowledged_at timestamptz,
  acknowledged_by text,
  snoozed_until timestamptz
);
create unique index alerts_open on alerts (account_id, coalesce(connection_id, 0), code, subject) where settled_at is null;
create index alerts_account on alerts (account_id, id desc);

create table alert_channels (
  id int generated always as identity primary key,
  account_id int not null references accounts,
  name text not null,
  kind text not null check (kind in ('email', 'slack', 'webhook')),
  -- Where to and with which secret: empty once the channel is deleted.
  settings_sealed text not null,
  -- What of it may be shown: "hooks.slack.com", "shop@example.com".
  shown_target text not null,
  min_severity text not null check (min_severity in ('notice', 'warning', 'critical')),
  -- Null: every code.
  codes text[],
  enabled boolean not null default true,
  -- All that happens within so many seconds is one message.
  group_seconds int not null check (group_seconds between 0 and 3600),
  -- Told again after so many hours while it lasts; null: once.
  repeat_hours int check (repeat_hours between 1 and 720),
  -- {"from": "22:00", "to": "07:00", "zone": "Europe/Berlin", "criticalPasses": true}
  quiet jsonb,
  last_sent_at timestamptz,
  failing_since timestamptz,
  last_error text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create index alert_channels_account on alert_channels (account_id) where deleted_at is null;

-- One message to one channel, as it is sent and sent again until it arrives.
create table alert_messages (
  id uuid primary key default gen_random_uuid(),
  account_id int not null,
  channel_id int not null references alert_channels,
  -- {"at": …, "notices": [{"kind": "opened", "alert": {…}}]}
  content jsonb not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'given_up')),
  attempts int not null default 0,
  due_at timestamptz not null,
  last_error text,
  created_at timestamptz not null,
  settled_at timestamptz
);
create index alert_messages_due on alert_messages (channel_id, due_at) where state = 'waiting';

-- What is to be told about one alert on one channel.
create table alert_notices (
  id bigint generated always as identity primary key,
  account_id int not null,
  channel_id int not null references alert_channels,
  alert_id bigint not null references alerts on delete cascade,
  kind text not null check (kind in ('opened', 'repeated', 'settled')),
  due_at timestamptz not null,
  -- waiting: not told yet; told: stands in a message; dropped: it was over before it was told.
  state text not null default 'waiting' check (state in ('waiting', 'told', 'dropped')),
  message_id uuid references alert_messages on delete set null,
  settled_at timestamptz
);
create index alert_notices_due on alert_notices (channel_id, due_at) where state = 'waiting';
create index alert_notices_alert on alert_notices (alert_id, channel_id);

-- Since when a store has not answered.
create table store_contacts (
  connection_id int primary key references connections,
  account_id int not null,
  answered_at timestamptz,
  silent_since timestamptz,
  -- The last time that it was asked in vain.
  failed_at timestamptz,
  last_error text
);
create index store_contacts_silent on store_contacts (silent_since) where silent_since is not null;

do $$
declare
  name text;
begin
  foreach name in array array['alerts', 'alert_channels', 'alert_messages', 'alert_notices', 'store_contacts'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy account_isolation on %I to logix_account using (account_id = current_account()) with check (account_id = current_account())', name);
  end loop;
end $$;
