-- Orders found by what a person remembers of them, and simulated stores that the hub runs beside itself.

-- The words by which an order is found: its number, and the name and e-mail address of its customer. Cut to a bearable
-- length, because no single word may be longer than 2 kB in an index.
create function order_words(number text, name text, email text) returns tsvector
language sql immutable parallel safe as $$
  select array_to_tsvector(array_remove(string_to_array(
    translate(lower(left(number, 100) || ' ' || left(name, 300) || ' ' || left(email, 300)),
      '@.,;:_+/\()[]{}<>"''`#&|!*=?%$-' || chr(9) || chr(10) || chr(13) || chr(160), repeat(' ', 34)),
    ' '), ''));
$$;
create index orders_words on orders using gin (order_words(number, customer_name, customer_email));

-- Every word that was typed must be the beginning of one of the order's. Row-level security keeps a condition like this one
-- from using its index, because what the operator tells of other rows is not known to be nothing; so it is asked from within
-- a function, which itself looks at the rows of the account only.
create function orders_with_words(typed text) returns setof bigint
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  wanted tsquery;
begin
  select string_agg('''' || word || ''':*', ' & ')::tsquery into wanted
  from unnest(tsvector_to_array(order_words('', typed, ''))) as word;
  if wanted is null then
    return query select id from orders where account_id = current_account();
  else
    return query select id from orders
      where order_words(number, customer_name, customer_email) @@ wanted and account_id = current_account();
  end if;
end $$;

create index orders_placed on orders (account_id, placed_at);
-- Those that somebody has to pick and pack: few among many.
create index orders_to_pack on orders (account_id, id)
  where status in ('CONFIRMED', 'PROCESSING', 'PICKED', 'PACKED') and archived_at is null and deleted_at is null;

create table sandbox_stores (
  connection_id int primary key references connections,
  account_id int not null references accounts,
  port int not null,
  seed int not null,
  orders int not null,
  products int not null,
  created_at timestamptz not null default now()
);
grant select, insert, update, delete on sandbox_stores to logix_account;
alter table sandbox_stores enable row level security;
create policy account_isolation on sandbox_stores to logix_account
  using (account_id = current_account()) with check (account_id = current_account());
