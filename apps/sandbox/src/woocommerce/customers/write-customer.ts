// Customers created, changed and removed over REST.

import { noAddress, noBilling } from "../orders/order-record.ts";
import { writeAddress } from "../orders/write-address.ts";
import { writeMeta } from "../state/meta.ts";
import { phpInt } from "../state/money.ts";
import type { WooState } from "../state/woo-state.ts";
import { isEmail } from "../wordpress/arg-schema.ts";
import type { JsonObject } from "../wordpress/json.ts";
import { RestError } from "../wordpress/rest-error.ts";
import { cleanText } from "../wordpress/text.ts";
import type { CustomerRecord } from "./customer-record.ts";

export function createCustomer(state: WooState, params: JsonObject): CustomerRecord {
  const email = checkedEmail(state, params);
  const now = state.nowSeconds();
  const customer: CustomerRecord = {
    id: state.nextId("user"),
    createdAt: now,
    modifiedAt: now,
    email,
    firstName: "",
    lastName: "",
    role: "customer",
    username: freeUsername(state, String(params.username ?? email.split("@")[0] ?? "customer")),
    billing: noBilling,
    shipping: noAddress,
    paying: false,
    meta: [{ id: state.nextId("meta"), key: "default_password_nag", value: "1" }],
  };
  writeFields(state, customer, params);
  state.customers.set(customer.id, customer);
  state.announce({ topic: "customer.created", id: customer.id });
  state.announce({ topic: "customer.updated", id: customer.id });
  return customer;
}

function checkedEmail(state: WooState, params: JsonObject): string {
  const email = cleanText(String(params.email ?? ""));
  if (!isEmail(email)) throw new RestError("customer_invalid_email", "Invalid email address", 400);
  const taken = [...state.customers.values()].some((other) => other.email.toLowerCase() === email.toLowerCase());
  if (taken) {
    const message = `An account is already registered with ${email}. Please log in or use a different email address.`;
    throw new RestError("registration-error-email-exists", message, 400);
  }
  return email;
}

function freeUsername(state: WooState, wanted: string): string {
  const taken = new Set([...state.customers.values()].map(({ username }) => username));
  let username = wanted;
  for (let suffix = 1; taken.has(username); suffix += 1) username = `${wanted}${suffix}`;
  return username;
}

export function updateCustomer(state: WooState, params: JsonObject): CustomerRecord {
  // PUT to an unknown id is 400 here, GET and DELETE are 404.
  const customer = findCustomer(state, params.id, 400);
  if (params.email !== undefined) {
    const email = cleanText(String(params.email));
    if (email.toLowerCase() !== customer.email.toLowerCase()) customer.email = checkedEmail(state, { email });
  }
  writeFields(state, customer, params);
  customer.modifiedAt = state.nowSeconds();
  state.announce({ topic: "customer.updated", id: customer.id });
  return customer;
}

function writeFields(state: WooState, customer: CustomerRecord, params: JsonObject): void {
  if (params.first_name !== undefined) customer.firstName = cleanText(String(params.first_name));
  if (params.last_name !== undefined) customer.lastName = cleanText(String(params.last_name));
  customer.billing = writeAddress(customer.billing, params.billing);
  customer.shipping = writeAddress(customer.shipping, params.shipping);
  customer.meta = writeMeta(customer.meta, params.meta_data, () => state.nextId("meta"));
}

export function findCustomer(state: WooState, id: unknown, status = 404): CustomerRecord {
  const customer = state.customers.get(phpInt(id));
  if (customer) return customer;
  throw new RestError("woocommerce_rest_invalid_id", "Invalid resource ID.", status);
}

// The orders of a deleted customer become guests' orders, and their date_modified changes.
export function eraseCustomer(state: WooState, customer: CustomerRecord): void {
  state.customers.delete(customer.id);
  for (const slot of state.orders.all()) {
    if (slot.customerId !== customer.id) continue;
    const order = state.orders.open(slot.id);
    if (!order) continue;
    order.customerId = 0;
    order.modifiedAt = state.nowSeconds();
    state.orders.save(order);
  }
  state.announce({ topic: "customer.deleted", id: customer.id });
}
