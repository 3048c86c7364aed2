-- The same human in several stores: decided by a person, kept with what it was decided upon, and undone by the way back.

create table persons (
  id bigint generated always as identity primary key,
  account_id int not null references accounts,
  -- What the customers had in common when they were merged: email, phone, name.
  grounds text[] not null,
  reason text,
  merged_by text not null,
  merged_at timestamptz not null default now(),
  undone_by text,
  undone_at timestamptz
);
create index persons_account on persons (account_id, id);

-- Null: nobody has merged this customer with another.
alter table customers add column person_id bigint references persons;
create index customers_person on customers (person_id) where person_id is not null;

create table person_members (
  person_id bigint not null references persons,
  customer_id bigint not null references customers on delete cascade,
  account_id int not null,
  -- Where undoing puts the customer back.
  previous_person_id bigint references persons,
  primary key (person_id, customer_id)
);
create index person_members_customer on person_members (customer_id);

-- Alike, but not the same: a suggestion within one of these sets is not made again.
create table duplicate_refusals (
  id bigint generated always as identity primary key,
  account_id int not null references accounts,
  customer_ids bigint[] not null,
  refused_by text not null,
  refused_at timestamptz not null default now()
);
create index duplicate_refusals_account on duplicate_refusals (account_id);

-- What waited, minute by minute, for the overview. Work itself leaves no trace of how long its queue was.
create table work_samples (
  account_id int not null references accounts,
  at timestamptz not null default now(),
  deliveries int not null,
  rereads int not null,
  outward int not null,
  primary key (account_id, at)
);

do $$
declare
  name text;
begin
  foreach name in array array['persons', 'person_members', 'duplicate_refusals', 'work_samples'] loop
    execute format('grant select, insert, update, delete on %I to logix_account', name);
    execute format('alter table %I enable row level security', name);
    execute format('create policy account_isolation on %I to logix_account using (account_id = current_account()) with check (account_id = current_account())', name);
  end loop;
end $$;
-- Members say how to go back; they stay as they were written.
revoke update, delete on person_members from logix_account;
