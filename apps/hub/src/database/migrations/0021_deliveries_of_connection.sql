-- The latest deliveries of one connection, however many others there are: for its health, its watch, and lists by store.
create index deliveries_of_connection on deliveries (connection_id, id desc);
