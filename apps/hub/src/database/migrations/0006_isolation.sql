-- The second wall between accounts: requests run as a role that sees the rows of one account only.
-- The first wall is the code, which names the account in every statement.

do $$
begin
  if not exists (select from pg_roles where rolname = 'logix_account') then
    create role logix_account nologin;
  end if;
exception
  when duplicate_object or unique_violation then null; -- another database of the same server was quicker
  when insufficient_privilege then
    raise exception 'The database user may not create roles'
      using hint = 'Let an administrator run: create role logix_account nologin; grant logix_account to ' || quote_ident(current_user) || ';';
end $$;

do $$
begin
  if not pg_has_role(current_user, 'logix_account', 'member') or not exists (
    select from pg_auth_members m join pg_roles g on g.oid = m.roleid join pg_roles u on u.oid = m.member
    where g.rolname = 'logix_account' and u.rolname = current_user
  ) then
    execute format('grant logix_account to %I', current_user);
  end if;
exception when unique_violation then null;
end $$;

grant usage on schema public to logix_account;
grant select, insert, update, delete on all tables in schema public to logix_account;
grant usage on all sequences in schema public to logix_account;
alter default privileges in schema public grant select, insert, update, delete on tables to logix_account;
alter default privileges in schema public grant usage on sequences to logix_account;
revoke all on signing_keys, accounts from logix_account;
-- What happened stays as it was written.
revoke update, delete on audit_log, order_history, stock_movements from logix_account;
grant select on accounts to logix_account;

create function current_account() returns int language sql stable
  return nullif(current_setting('logix.account', true), '')::int;

do $$
declare
  table_name text;
begin
  for table_name in
    select c.table_name from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and c.column_name = 'account_id' and t.table_type = 'BASE TABLE'
  loop
    execute format('alter table %I enable row level security', table_name);
    execute format(
      'create policy account_isolation on %I to logix_account using (account_id = current_account()) with check (account_id = current_account())',
      table_name
    );
  end loop;
end $$;

alter table accounts enable row level security;
create policy account_isolation on accounts to logix_account using (id = current_account());
