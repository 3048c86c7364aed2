// Each order of the store is in the hub once, made once, and both sides say what the books say of it.
import { ENDS } from "../load/books.ts";
import type { Shop } from "../load/shop.ts";
import { type Check, doubled, type Finding, lost, stuck } from "./verdict.ts";

type Held = {
  readonly remote_id: string;
  readonly status: string;
  readonly remote_status: string;
  readonly made: number;
};

export async function checkOrders({ store, database, books }: Shop): Promise<Check> {
  const rows = await database.ask<Held>(`
    select o.remote_id, o.status, o.remote_status,
      (select count(*) from order_history h where h.order_id = o.id and h.from_status is null) as made
    from orders o`);
  const held = Map.groupBy(rows, (row) => row.remote_id);
  const findings = [...books.orders.values()].flatMap((order): Finding[] => {
    const [row, ...more] = held.get(String(order.id)) ?? [];
    const name = `order ${order.id} (${order.fate})`;
    if (row === undefined) return [lost(`${name} is not in the hub`)];
    if (more.length > 0 || row.made !== 1)
      return [doubled(`${name} is ${more.length + 1} times in the hub, made ${row.made} times`)];
    if (!order.isSettled) return [stuck(`${name} never met its fate`)];
    const end = ENDS[order.fate];
    const shown = String(store.control.order(order.id).status);
    if (row.status === end.hub && row.remote_status === end.store && shown === end.store) return [];
    const said = `${row.status}/${row.remote_status} in the hub and ${shown} in the store`;
    return [lost(`${name} is ${said}, not ${end.hub}/${end.store}`)];
  });
  const strangers = [...held.keys()].filter((id) => !books.orders.has(Number(id)));
  return {
    name: "orders, once each, with the same status on both sides",
    count: books.orders.size,
    findings: [...findings, ...strangers.map((id) => doubled(`order ${id} is in the hub and was never placed`))],
  };
}
