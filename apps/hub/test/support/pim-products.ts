// Products of the catalogue for tests, made as a client of the hub makes them.
import { expect } from "vitest";
import type { PimHub } from "./pim-hub.ts";

/** Their ids, in order. */
export async function makeProducts(hub: PimHub, products: readonly object[]): Promise<number[]> {
  const ids: number[] = [];
  for (const product of products) {
    const reply = await hub.call("POST", "/api/v1/products", product);
    expect(reply, JSON.stringify(reply.body)).toMatchObject({ status: 201 });
    ids.push(reply.body.id);
  }
  return ids;
}

let count = 0;

/** With a SKU of its own. */
export function aProduct(more: object = {}) {
  count += 1;
  return {
    sku: `PIM-${count}`,
    name: `Mug ${count}`,
    description: `<p>Holds tea ${count}.</p>`,
    prices: { price: "19.90", wholesalePrice: "12.00" },
    attributes: { COLOR: "Red", Dimension: "10x10" },
    ...more,
  };
}
