-- The number that a store was last told, or showed when it was to be told: any other that it shows is news of its own.

alter table listings add column told_quantity numeric(18, 6);
