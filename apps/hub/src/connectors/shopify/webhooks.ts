// Deliveries of a shop: genuine or not, and what they are about. They say what to read again; their bodies are in the older
// REST form and are not taken over. Headers, signature and topics: specs/shopify (http-contract.json, webhook-topics_2026-10.json).
import { HubError } from "@logix/model";
import { z } from "zod";
import type { Change, Delivery, Notice, Receipt, StoredDelivery, WebhookReader } from "../../connector-kit/contract.ts";
import { isSignedBy } from "../../connector-kit/signature.ts";
import { returnHint, tailOf } from "./ids.ts";
import { isShopDomain, type ShopifySettings } from "./settings.ts";

/** What a topic is about, and which number of its body names it. */
const SUBJECTS: Readonly<Record<string, { readonly kind: "order" | "product" | "customer"; readonly id: string }>> = {
  orders: { kind: "order", id: "id" },
  fulfillments: { kind: "order", id: "order_id" },
  refunds: { kind: "order", id: "order_id" },
  products: { kind: "product", id: "id" },
  customers: { kind: "customer", id: "id" },
};
const INVENTORY = "inventory_levels/update";
const RETURNS = "returns/";
const PRIVACY = {
  "customers/data_request": "show",
  "customers/redact": "erase",
  "shop/redact": "erase_store",
} as const;

/** As the Admin API names them; the three of privacy are set up with the app itself. */
export const TOPICS = [
  "ORDERS_CREATE",
  "ORDERS_UPDATED",
  "ORDERS_CANCELLED",
  "ORDERS_DELETE",
  "FULFILLMENTS_CREATE",
  "FULFILLMENTS_UPDATE",
  "REFUNDS_CREATE",
  "RETURNS_REQUEST",
  "RETURNS_APPROVE",
  "RETURNS_DECLINE",
  "RETURNS_CANCEL",
  "RETURNS_CLOSE",
  "RETURNS_REOPEN",
  "RETURNS_UPDATE",
  "PRODUCTS_CREATE",
  "PRODUCTS_UPDATE",
  "PRODUCTS_DELETE",
  "INVENTORY_LEVELS_UPDATE",
  "CUSTOMERS_CREATE",
  "CUSTOMERS_UPDATE",
  "CUSTOMERS_DELETE",
  "APP_UNINSTALLED",
];

const bodySchema = z.record(z.string(), z.unknown());
const idSchema = z.union([z.number().int().positive(), z.string().regex(/^\d{1,20}$/)]).transform(String);
const returnSchema = z.object({
  order_id: idSchema.optional(),
  order: z.object({ id: idSchema }).optional(),
  admin_graphql_api_id: z.string().optional(),
});
const privacySchema = z.object({
  customer: z.object({ id: idSchema.optional(), email: z.string().nullish() }).optional(),
  orders_requested: z.array(idSchema).optional(),
  orders_to_redact: z.array(idSchema).optional(),
});

export const webhookReader: WebhookReader<ShopifySettings> = {
  claimedStore: ({ headers }) => {
    const domain = headers["x-shopify-shop-domain"]?.toLowerCase() ?? "";
    return isShopDomain(domain) ? `https://${domain}` : null;
  },
  greeting: () => null,
  verify,
  translate,
  notice,
};

export function changesOf(delivery: Delivery, settings: ShopifySettings): readonly Change[] {
  const receipt = verify(delivery, settings);
  return receipt.about === "resource" ? translate({ ...receipt, body: delivery.body.toString("utf8") }) : [];
}

function verify({ headers, body }: Delivery, { clientSecret }: ShopifySettings): Receipt {
  const topic = headers["x-shopify-topic"];
  if (topic === undefined) throw new HubError("invalid", "This is no delivery of a Shopify shop", { code: "no_topic" });
  const signature = headers["x-shopify-hmac-sha256"] ?? "";
  if (clientSecret === undefined || !isSignedBy({ body, secret: clientSecret, signature, encoding: "base64" }))
    throw new HubError("forged", "The signature of this delivery does not fit", { code: "signature_invalid" });
  const deliveryId = headers["x-shopify-webhook-id"] ?? "";
  const received = { topic, deliveryId, signed: true } as const;
  if (topic === "app/uninstalled") return { ...received, about: "notice", kind: "store", remoteId: topic };
  if (topic in PRIVACY) return { ...received, about: "notice", kind: "privacy", remoteId: `${topic}:${deliveryId}` };
  return thingOf(received, jsonBody(body.toString("utf8")));
}

function thingOf(
  received: { readonly topic: string; readonly deliveryId: string; readonly signed: true },
  body: Readonly<Record<string, unknown>>,
): Receipt {
  const { topic } = received;
  if (topic === INVENTORY) {
    const item = idSchema.safeParse(body.inventory_item_id).data;
    if (item === undefined) return { about: "nothing", reason: "it names no inventory item" };
    return { ...received, about: "resource", kind: "product", remoteId: `inventory-item/${item}` };
  }
  if (topic.startsWith(RETURNS)) {
    const order = orderOfReturn(body);
    if (order === undefined) return { about: "nothing", reason: "it names no return" };
    return { ...received, about: "resource", kind: "order", remoteId: order };
  }
  const subject = SUBJECTS[topic.split("/")[0] ?? ""];
  if (!subject) return { about: "nothing", reason: `${topic} is nothing that we keep` };
  const remoteId = idSchema.safeParse(body[subject.id]).data;
  if (remoteId === undefined) return { about: "nothing", reason: "it names no id" };
  return { ...received, about: "resource", kind: subject.kind, remoteId };
}

// QUIRK(shopify): what is asked for names its order as an object, what is done by its number, and what is changed not at all:
// the shop is then asked whose return it is.
function orderOfReturn(body: Readonly<Record<string, unknown>>): string | undefined {
  const { order_id: orderId, order, admin_graphql_api_id: gid } = returnSchema.safeParse(body).data ?? {};
  return orderId ?? order?.id ?? (gid && returnHint(tailOf(gid)));
}

function translate({ kind, remoteId }: StoredDelivery): readonly Change[] {
  return [{ kind, remoteId }];
}

function notice({ topic, body }: { readonly topic: string; readonly body: string }): Notice {
  if (topic === "app/uninstalled") return { kind: "store", event: "uninstalled" };
  if (topic === "shop/redact") return { kind: "privacy", request: { what: "erase_store" } };
  const { customer, orders_requested: asked, orders_to_redact: redacted } = privacySchema.parse(jsonBody(body));
  const person = { remoteId: customer?.id ?? null, email: customer?.email ?? null };
  const what = topic === "customers/redact" ? "erase" : "show";
  return { kind: "privacy", request: { what, customer: person, orders: asked ?? redacted ?? [] } };
}

function jsonBody(text: string): Readonly<Record<string, unknown>> {
  try {
    return bodySchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new HubError("invalid", "The body of this delivery is no JSON object", { code: "bad_body", cause });
  }
}
