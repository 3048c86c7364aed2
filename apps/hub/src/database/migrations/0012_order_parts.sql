-- What has been sent of an order, and its sums in the other currency of the sale.

alter table orders
  add column fulfilments jsonb not null default '[]',
  add column other_money jsonb;
