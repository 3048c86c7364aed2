// How much there is in a shop: its lists come without a total.
import { z } from "zod";
import type { StoreTotals } from "../../connector-kit/contract.ts";
import { document, type ShopifyClient } from "./client.ts";
import { ifAllowed } from "./failures.ts";

const countSchema = z.object({ count: z.number() }).nullable();

// Null is no limit; without it Shopify stops at 10,000.
// https://shopify.dev/docs/api/admin-graphql/2026-07/queries/ordersCount
export const TOTALS = document(
  `query Totals { orders: ordersCount(limit: null) { count } products: productsCount(limit: null) { count } }`,
  z.object({ orders: countSchema, products: countSchema }),
  10,
);
// A question of its own, because customers are shown only to apps that Shopify has allowed to see them.
export const CUSTOMER_TOTAL = document(
  `query CustomerTotal { customers: customersCount(limit: null) { count } }`,
  z.object({ customers: countSchema }),
  10,
);

/** Null for what the merchant has not let us see. */
export async function totals(client: ShopifyClient): Promise<StoreTotals> {
  const [goods, people] = await Promise.all([ifAllowed(client.ask(TOTALS)), ifAllowed(client.ask(CUSTOMER_TOTAL))]);
  return {
    orders: goods?.orders?.count ?? null,
    products: goods?.products?.count ?? null,
    customers: people?.customers?.count ?? null,
  };
}
