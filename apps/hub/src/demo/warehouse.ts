// Somebody who works with the hub: sends what was ordered, and now and then puts new goods on the shelf.
import { type Order, orderDetailSchema } from "@logix/api/hub/orders";
import { stockSchema } from "@logix/api/hub/stock";
import type { DemoHub } from "./demo-hub.ts";

/** An order is sent when so many newer ones have come in. */
const BEHIND = 2;
const RESTOCK_EVERY = 3;

export type Warehouse = { take(order: Order): Promise<void> };

export function startWarehouse(hub: DemoHub, skus: ReadonlySet<string>): Warehouse {
  const open: Order[] = [];
  let taken = 0;
  return {
    take: async (order) => {
      taken += 1;
      if (order.status === "PROCESSING" || order.status === "CONFIRMED") open.push(order);
      if (taken % RESTOCK_EVERY === 0) await restock(hub, order, skus);
      const next = open.length > BEHIND ? open.shift() : undefined;
      if (next) await hub.send("PATCH", `/orders/${next.id}`, { status: "DELIVERED" }, orderDetailSchema);
    },
  };
}

async function restock(hub: DemoHub, { line_items: lines }: Order, skus: ReadonlySet<string>): Promise<void> {
  const sku = lines.find((line) => line.sku !== null && skus.has(line.sku))?.sku;
  if (!sku) return;
  const body = { quantity: 10, reason: "New goods for the demo" };
  await hub.send("POST", `/stock/${encodeURIComponent(sku)}/adjustments`, body, stockSchema);
}
