// The two statuses that can be brought about from outside: everything that is left is sent, or the order is cancelled.
import { HubError, type Order } from "@logix/model";
import { z } from "zod";
import type { RemoteId, RemoteVersion, Seen, StatusWrite, Written } from "../../connector-kit/contract.ts";
import { mutation, type ShopifyClient } from "./client.ts";
import { refuseUserErrors, userErrorsSchema } from "./failures.ts";
import { sendRest } from "./fulfilment.ts";
import { gid } from "./ids.ts";
import type { MoneyKind } from "./money.ts";
import { orderAgain } from "./order-reading.ts";
import { WRITABLE } from "./status.ts";

// https://shopify.dev/docs/api/admin-graphql/2026-07/mutations/orderCancel
export const CANCEL = mutation(
  `mutation Cancel($id: ID!) {
    orderCancel(orderId: $id, reason: OTHER, restock: true, notifyCustomer: true, refundMethod: { originalPaymentMethodsRefund: false }) {
      orderCancelUserErrors { code field message }
    }
  }`,
  z.object({ orderCancel: z.object({ orderCancelUserErrors: userErrorsSchema }) }),
);

export async function updateOrderStatus(
  client: ShopifyClient,
  money: MoneyKind,
  order: RemoteId,
  to: StatusWrite,
  seen: RemoteVersion,
): Promise<Written<Order>> {
  const now = await orderAgain(client, money, order);
  const shows = now.record.remoteStatus;
  if (shows === to.remoteStatus) return { outcome: "skipped", after: now, reason: `The shop already shows ${shows}` };
  if (shows !== seen.remoteStatus) {
    const reason = `The shop has moved on from ${seen.remoteStatus} to ${shows}`;
    return { outcome: "skipped", after: now, reason };
  }
  if (!WRITABLE.has(to.remoteStatus)) throw notWritable(to.remoteStatus);
  if (to.remoteStatus === "cancelled") return { outcome: "written", after: await cancel(client, money, order) };
  return sendRest(client, money, order);
}

/** Money that was paid stays; it goes back by a refund, which is asked for as one. */
async function cancel(client: ShopifyClient, money: MoneyKind, order: RemoteId): Promise<Seen<Order>> {
  const { orderCancel } = await client.ask(CANCEL, { id: gid("Order", order) });
  refuseUserErrors(orderCancel.orderCancelUserErrors);
  const after = await orderAgain(client, money, order);
  if (after.record.remoteStatus === "cancelled") return after;
  // QUIRK(shopify): cancelling is a job of Shopify's own. It is looked for once more later, and found done.
  throw new HubError("limited", "Shopify is still cancelling the order", {
    code: "store_preparing",
    retryAt: new Date(client.now().getTime() + JOB_MS),
  });
}
const JOB_MS = 5_000;

function notWritable(status: string): HubError {
  return new HubError("refused", `A Shopify order cannot be given the status ${status}`, {
    code: "status_not_writable",
    remedy: `Orders of Shopify can be given ${[...WRITABLE].join(" or ")}; its other statuses follow from payments, refunds and parcels.`,
  });
}
