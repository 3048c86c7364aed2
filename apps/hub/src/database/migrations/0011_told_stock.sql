-- The number that a store was last told, or showed when it was to be told: any other that it shows is news of its own.

alter table listings add column told_quantity numeric(18, 6);

-- Newest first of one store, or of one status: without these a page of a small store or of a rare status reads all others.
create index orders_connection on orders (connection_id, id);
create index orders_status on orders (account_id, status, id);
