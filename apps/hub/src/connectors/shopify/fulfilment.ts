// Parcels: what a shop has to send stands in fulfilment orders, one or more per location, and is sent from these.
// https://shopify.dev/docs/api/admin-graphql/2026-07/mutations/fulfillmentCreate
import { HubError, type Order, type Tracking } from "@logix/model";
import { z } from "zod";
import type { RemoteId, Written } from "../../connector-kit/contract.ts";
import type { FulfilmentWish } from "../../connector-kit/fulfilment.ts";
import { document, mutation, type ShopifyClient } from "./client.ts";
import { refuseUserErrors, userErrorsSchema } from "./failures.ts";
import { gid, tailOf } from "./ids.ts";
import type { MoneyKind } from "./money.ts";
import { orderAgain } from "./order-reading.ts";
import { isEmpty, type OpenOrder, type Parcel, parcelsOf } from "./parcels.ts";

export const TO_SEND = document(
  `query ToSend($id: ID!) { order(id: $id) {
    metafield(namespace: "logix", key: "sending") { value }
    fulfillments(first: 250) { id }
    fulfillmentOrders(first: 20) { nodes {
      id status assignedLocation { location { id } } supportedActions { action }
      lineItems(first: 250) { nodes { id remainingQuantity lineItem { id } } }
    } }
  } }`,
  z.object({
    order: z
      .object({
        metafield: z.object({ value: z.string() }).nullable(),
        fulfillments: z.array(z.object({ id: z.string() })),
        fulfillmentOrders: z.object({
          nodes: z.array(
            z.object({
              id: z.string(),
              status: z.string(),
              assignedLocation: z.object({ location: z.object({ id: z.string() }).nullable() }),
              supportedActions: z.array(z.object({ action: z.string() })),
              lineItems: z.object({
                nodes: z.array(
                  z.object({ id: z.string(), remainingQuantity: z.int(), lineItem: z.object({ id: z.string() }) }),
                ),
              }),
            }),
          ),
        }),
      })
      .nullable(),
  }),
  250,
);
export const FULFIL = mutation(
  `mutation Fulfil($fulfillment: FulfillmentInput!) {
    fulfillmentCreate(fulfillment: $fulfillment) { userErrors { field message } }
  }`,
  z.object({ fulfillmentCreate: z.object({ userErrors: userErrorsSchema }) }),
);
export const NOTE_SENDING = mutation(
  `mutation NoteSending($metafields: [MetafieldsSetInput!]!) {
    metafieldsSet(metafields: $metafields) { userErrors { code field message } }
  }`,
  z.object({ metafieldsSet: z.object({ userErrors: userErrorsSchema }) }),
);

type Manner = Pick<FulfilmentWish, "tracking" | "notify">;
type ToSend = { readonly open: readonly OpenOrder[]; readonly parcels: number; readonly noted: string | null };

/** Everything that is left, as the status asks for it. */
export async function sendRest(client: ShopifyClient, money: MoneyKind, order: RemoteId): Promise<Written<Order>> {
  const wish = { intent: "", lines: null, locationRemoteId: null, tracking: null, notify: true };
  return fulfil(client, money, order, wish);
}

export async function fulfil(
  client: ShopifyClient,
  money: MoneyKind,
  order: RemoteId,
  wish: FulfilmentWish,
): Promise<Written<Order>> {
  const { open, parcels: sentSoFar, noted } = await readToSend(client, order);
  const skipped = async (reason: string): Promise<Written<Order>> => ({
    outcome: "skipped",
    after: await orderAgain(client, money, order),
    reason,
  });
  if (isNoted(noted, wish.intent, sentSoFar)) return skipped("It was sent before");
  if (open.every(isEmpty)) return skipped("Everything is sent already");
  const { parcels, missing } = parcelsOf(open, wish);
  if (missing.length > 0) throw tooMany(missing);
  if (parcels.length === 0) throw onHold();
  if (wish.lines !== null) await noteSending(client, order, { intent: wish.intent, parcels: sentSoFar });
  for (const parcel of parcels) await send(client, parcel, wish);
  return { outcome: "written", after: await orderAgain(client, money, order) };
}

async function readToSend(client: ShopifyClient, order: RemoteId): Promise<ToSend> {
  const { order: found } = await client.ask(TO_SEND, { id: gid("Order", order) });
  if (!found) throw new HubError("missing", "The shop has no such order", { code: "missing" });
  const open = found.fulfillmentOrders.nodes.map(({ id, assignedLocation, supportedActions, lineItems }) => ({
    id,
    location: assignedLocation.location && tailOf(assignedLocation.location.id),
    canSend: supportedActions.some(({ action }) => action === "CREATE_FULFILLMENT"),
    lines: lineItems.nodes.map((line) => ({
      id: line.id,
      lineRemoteId: tailOf(line.lineItem.id),
      left: line.remainingQuantity,
    })),
  }));
  return { open, parcels: found.fulfillments.length, noted: found.metafield?.value ?? null };
}

async function send(client: ShopifyClient, parcel: Parcel, { tracking, notify }: Manner): Promise<void> {
  const fulfillment = {
    lineItemsByFulfillmentOrder: parcel.orders.map(({ id, lines }) => ({
      fulfillmentOrderId: id,
      fulfillmentOrderLineItems: lines.map((line) => ({ id: line.id, quantity: line.quantity })),
    })),
    notifyCustomer: notify,
    ...(tracking && { trackingInfo: toTracking(tracking) }),
  };
  refuseUserErrors((await client.ask(FULFIL, { fulfillment })).fulfillmentCreate.userErrors);
}

function toTracking({ number, carrier, url }: Tracking) {
  return { number, ...(carrier !== "" && { company: carrier }), ...(url !== "" && { url }) };
}

// QUIRK(shopify): sending takes no idempotency key, and a second half looks like the first. So what is about to be sent is noted
// at the order together with the number of its parcels: where there are more when the wish comes again, it was sent.
type Note = { readonly intent: string; readonly parcels: number };

async function noteSending(client: ShopifyClient, order: RemoteId, note: Note): Promise<void> {
  const metafield = { ownerId: gid("Order", order), namespace: "logix", key: "sending", type: "json" };
  const answer = await client.ask(NOTE_SENDING, { metafields: [{ ...metafield, value: JSON.stringify(note) }] });
  refuseUserErrors(answer.metafieldsSet.userErrors);
}

const noteSchema = z.object({ intent: z.string(), parcels: z.number() });

function isNoted(noted: string | null, intent: string, parcels: number): boolean {
  const note = noted === null ? undefined : noteSchema.safeParse(JSON.parse(noted)).data;
  return note !== undefined && note.intent === intent && parcels > note.parcels;
}

function tooMany(lines: readonly string[]): HubError {
  return new HubError("refused", "The shop has less of this order left to send than is asked for", {
    code: "too_many",
    issues: lines.map((line) => ({ field: `line_items.${line}`, problem: "less of it is left to send" })),
    remedy: "Look at the order in the shop: part of it may be sent, on hold, or waiting at another location.",
  });
}

function onHold(): HubError {
  return new HubError("refused", "The shop lets nothing of this order be sent now", {
    code: "on_hold",
    remedy: "Release the hold in the shop, or wait for its date.",
  });
}
