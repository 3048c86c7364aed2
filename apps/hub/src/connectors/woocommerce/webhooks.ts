// What a delivery of a WooCommerce store is about, whether it is genuine, and what it says.
import { HubError } from "@logix/model";
import { z } from "zod";
import type {
  Change,
  Delivery,
  Receipt,
  Seen,
  StoredDelivery,
  Unreadable,
  WebhookReader,
} from "../../connector-kit/contract.ts";
import { isSignedBy } from "../../connector-kit/signature.ts";
import { parseStorable } from "../../connector-kit/storable-json.ts";
import { idOf, isDraftRow, isUnreadable, readCustomer, readOrder, readProduct } from "./records.ts";
import { addressOf, type WooSettings } from "./settings.ts";

export const webhookReader: WebhookReader<WooSettings> = {
  claimedStore: ({ headers }) => addressOf(headers["x-wc-webhook-source"] ?? ""),
  greeting: (delivery) => (isPing(delivery) ? GREETING : null),
  verify,
  translate,
};

/** Both at once, for a caller that keeps no inbox. */
export function changesOf(delivery: Delivery, settings: WooSettings): readonly Change[] {
  const receipt = verify(delivery, settings);
  return receipt.about === "resource" ? translate({ ...receipt, body: delivery.body.toString("utf8") }) : [];
}

const GREETING = "the store's greeting to a new webhook";

function verify(delivery: Delivery, settings: WooSettings): Receipt {
  if (isPing(delivery)) return nothing(GREETING);
  const topic = delivery.headers["x-wc-webhook-topic"];
  if (topic === undefined)
    throw new HubError("invalid", "This is no delivery of a WooCommerce store", { code: "no_topic" });
  const signed = verifySignature(delivery, settings);
  const kind = kindOf(topic);
  if (kind === null) return nothing(`${topic} is nothing that we keep`);
  const body = headOf(delivery.body) ?? bodyOf(delivery.body.toString("utf8"));
  const id = idOf(body);
  if (id === null) return nothing(isErrorBody(body) ? "the thing was deleted before the delivery" : "it names no id");
  if (kind === "order" && isDraftRow(body)) return nothing("a cart in checkout is no order yet");
  if (kind === "product" && isDraftRow(body)) return nothing("a product that was never saved is none yet");
  const deliveryId = delivery.headers["x-wc-webhook-delivery-id"] ?? "";
  return { about: "resource", topic, kind, remoteId: String(id), deliveryId, signed };
}

function translate({ kind, remoteId, signed, body: text }: StoredDelivery): readonly Change[] {
  const body = bodyOf(text);
  if (isDraftRow(body)) return [];
  if (!signed) return [{ kind, remoteId }];
  // A body that says only {id}, or that cannot be read, leaves the record out: the thing is then read again.
  if (kind === "order") return [{ kind, remoteId, ...recordOf(readOrder(body, text)) }];
  if (!isOfKind(kind, body) || isHalfProduct(body)) return [{ kind, remoteId }];
  if (kind === "product") return [{ kind, remoteId, ...recordOf(readProduct(body, text)) }];
  return [{ kind, remoteId, ...recordOf(readCustomer(body, text)) }];
}

// Nothing signs the topic: a body that was sent as one thing must not be taken for another.
function isOfKind(kind: "product" | "customer", body: unknown): boolean {
  return z.object({ [kind === "product" ? "sku" : "role"]: z.string() }).safeParse(body).success;
}

const halfProductSchema = z.union([
  z.object({ name: z.literal("AUTO-DRAFT") }),
  z.object({ type: z.string().startsWith("variable"), variations: z.array(z.unknown()).min(1) }),
]);

// QUIRK(woocommerce): a product can be delivered under the name that it had before anybody typed one, and the variations of
// one that has some are ids alone.
function isHalfProduct(body: unknown): boolean {
  return halfProductSchema.safeParse(body).success;
}

function nothing(reason: string): Receipt {
  return { about: "nothing", reason };
}

function recordOf<T>(read: Seen<T> | Unreadable): { record?: Seen<T> } {
  return isUnreadable(read) ? {} : { record: read };
}

// QUIRK(woocommerce): on creation, and at every later save, the store posts a form without signature or headers.
function isPing({ headers, body }: Delivery): boolean {
  if (headers["x-wc-webhook-topic"] !== undefined || headers["x-wc-webhook-signature"] !== undefined) return false;
  return body.length < 64 && /^webhook_id=\d+$/.test(body.toString("utf8"));
}

function verifySignature({ headers, body }: Delivery, { webhookSecret: secret, acceptUnsigned }: WooSettings): boolean {
  if (secret === undefined) {
    if (acceptUnsigned) return false;
    throw new HubError("forged", "The connection has no webhook secret to check deliveries with", {
      code: "no_secret",
    });
  }
  const signature = headers["x-wc-webhook-signature"] ?? "";
  if (isSignedBy({ body, secret, signature, encoding: "base64" })) return true;
  throw new HubError("forged", "The delivery's signature does not fit", { code: "bad_signature" });
}

// QUIRK(woocommerce): trashing a product announces coupon.deleted with its id too, and the other way round. Coupons are
// not kept, and of a product that is none the store says 404 when it is read again.
function kindOf(topic: string): Change["kind"] | null {
  const [resource] = topic.split(".");
  return resource === "order" || resource === "product" || resource === "customer" ? resource : null;
}

const HEAD = /^\{"id":(\d{1,15}),"parent_id":\d+,"status":"([\w-]+)",/;
const HEAD_BYTES = 120;

/** Of an order, what has to be known before it is stored; the whole is read only when it is applied. */
function headOf(body: Buffer): { readonly id: number; readonly status: string } | null {
  const [, id, status = ""] = HEAD.exec(body.toString("latin1", 0, HEAD_BYTES)) ?? [];
  return id === undefined ? null : { id: Number(id), status };
}

function bodyOf(text: string): unknown {
  try {
    return parseStorable(text);
  } catch (cause) {
    throw new HubError("invalid", "The delivery's body is not JSON", { code: "not_json", cause });
  }
}

// QUIRK(woocommerce): the body is made when it is sent; of a thing deleted meanwhile it is the API's error, well signed.
function isErrorBody(body: unknown): boolean {
  return z.object({ code: z.string().endsWith("invalid_id") }).safeParse(body).success;
}
