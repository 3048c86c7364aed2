// Money and goods that go back. https://shopify.dev/docs/api/admin-graphql/2026-07/mutations/refundCreate
import { fromMinor, HubError, type Order } from "@logix/model";
import { z } from "zod";
import type { RemoteId, Written } from "../../connector-kit/contract.ts";
import type { RefundWish } from "../../connector-kit/fulfilment.ts";
import { document, mutation, type ShopifyClient } from "./client.ts";
import { refuseUserErrors, userErrorsSchema } from "./failures.ts";
import { gid, tailOf } from "./ids.ts";
import { BAG, bagSchema, type MoneyKind, minorOf } from "./money.ts";
import { orderAgain } from "./order-reading.ts";
import { noteOf, type Payment, paymentsBack, restockOf } from "./refund-plan.ts";

const linkSchema = z.object({ id: z.string() });
export const REFUNDABLE = document(
  `query Refundable($id: ID!) { order(id: $id) {
    currencyCode presentmentCurrencyCode totalPriceSet ${BAG}
    refunds(first: 250) { note }
    transactions(first: 250) { id kind status gateway amountSet ${BAG} parentTransaction { id } }
    lineItems(first: 250) { nodes { id unfulfilledQuantity } }
    fulfillments(first: 50) { location { id } }
    fulfillmentOrders(first: 5) { nodes { assignedLocation { location { id } } } }
  } }`,
  z.object({
    order: z
      .object({
        currencyCode: z.string(),
        presentmentCurrencyCode: z.string(),
        totalPriceSet: bagSchema,
        refunds: z.array(z.object({ note: z.string().nullable() })),
        transactions: z.array(
          z.object({
            id: z.string(),
            kind: z.string(),
            status: z.string(),
            gateway: z.string().nullable(),
            amountSet: bagSchema,
            parentTransaction: linkSchema.nullable(),
          }),
        ),
        lineItems: z.object({ nodes: z.array(z.object({ id: z.string(), unfulfilledQuantity: z.int() })) }),
        fulfillments: z.array(z.object({ location: linkSchema.nullable() })),
        fulfillmentOrders: z.object({
          nodes: z.array(z.object({ assignedLocation: z.object({ location: linkSchema.nullable() }) })),
        }),
      })
      .nullable(),
  }),
  100,
);
type Refundable = NonNullable<z.infer<typeof REFUNDABLE.data>["order"]>;

export const REFUND = mutation(
  `mutation Refund($input: RefundInput!, $key: String!) {
    refundCreate(input: $input) @idempotent(key: $key) { userErrors { field message } }
  }`,
  z.object({ refundCreate: z.object({ userErrors: userErrorsSchema }) }),
);

export async function refund(
  client: ShopifyClient,
  money: MoneyKind,
  order: RemoteId,
  wish: RefundWish,
): Promise<Written<Order>> {
  const { order: found } = await client.ask(REFUNDABLE, { id: gid("Order", order) });
  if (!found) throw new HubError("missing", "The shop has no such order", { code: "missing" });
  const note = noteOf(wish);
  // Shopify remembers a key for a day; the note is there for good.
  if (found.refunds.some((each) => each.note === note))
    return { outcome: "skipped", after: await orderAgain(client, money, order), reason: "It was refunded before" };
  const answer = await client.ask(REFUND, { input: inputOf(order, found, wish, money), key: wish.intent });
  refuseUserErrors(answer.refundCreate.userErrors);
  return { outcome: "written", after: await orderAgain(client, money, order) };
}

function inputOf(order: RemoteId, found: Refundable, wish: RefundWish, money: MoneyKind) {
  const unsent = new Map(found.lineItems.nodes.map((line) => [tailOf(line.id), line.unfulfilledQuantity]));
  const place = wish.locationRemoteId ?? placeOf(found);
  // QUIRK(shopify): amounts are in the shopper's currency, which must be named where it is not the shop's.
  const isForeign = found.presentmentCurrencyCode !== found.currencyCode;
  return {
    orderId: gid("Order", order),
    note: noteOf(wish),
    notify: wish.notify,
    ...(isForeign && { currency: found.presentmentCurrencyCode }),
    refundLineItems: wish.lines.flatMap((line) =>
      restockOf(line, unsent.get(line.lineRemoteId) ?? 0).map(({ quantity, restockType }) => ({
        lineItemId: gid("LineItem", line.lineRemoteId),
        quantity,
        restockType,
        ...(restockType === "RETURN" && place !== null && { locationId: gid("Location", place) }),
      })),
    ),
    transactions: wish.payBack ? transactionsOf(order, found, presentmentOf(found, wish, money)) : [],
  };
}

function transactionsOf(order: RemoteId, found: Refundable, amountMinor: number) {
  const currency = found.presentmentCurrencyCode;
  const payments: Payment[] = found.transactions
    .filter(({ status }) => status === "SUCCESS")
    .map(({ id, kind, gateway, amountSet, parentTransaction }) => ({
      id,
      kind,
      gateway: gateway ?? "",
      amountMinor: minorOf(amountSet, { kind: "presentment", currency }),
      parent: parentTransaction?.id ?? null,
    }));
  return paymentsBack(payments, amountMinor).map(({ parent, gateway, amountMinor: part }) => ({
    orderId: gid("Order", order),
    parentId: parent,
    gateway,
    kind: "REFUND",
    amount: fromMinor(part, currency),
  }));
}

/** The wish is in the order's currency as the connection has chosen it. All of one is all of the other. */
function presentmentOf(found: Refundable, wish: RefundWish, money: MoneyKind): number {
  if (money === "presentment" || found.currencyCode === found.presentmentCurrencyCode) return wish.amountMinor;
  const shop = minorOf(found.totalPriceSet, { kind: "shop", currency: found.currencyCode });
  const shown = minorOf(found.totalPriceSet, { kind: "presentment", currency: found.presentmentCurrencyCode });
  return shop === 0 ? 0 : Math.round((wish.amountMinor * shown) / shop);
}

function placeOf({ fulfillments, fulfillmentOrders }: Refundable): RemoteId | null {
  const sentFrom = fulfillments.find(({ location }) => location !== null)?.location;
  const assigned = fulfillmentOrders.nodes.find((each) => each.assignedLocation.location)?.assignedLocation.location;
  const place = sentFrom ?? assigned ?? null;
  return place && tailOf(place.id);
}
