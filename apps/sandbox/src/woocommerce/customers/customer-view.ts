import { createHash } from "node:crypto";
import type { Address } from "../orders/order-record.ts";
import { metaView } from "../state/meta.ts";
import type { WooState } from "../state/woo-state.ts";
import type { JsonObject } from "../wordpress/json.ts";
import { linksOf } from "../wordpress/links.ts";
import { gmtText, localText } from "../wordpress/rest-date.ts";
import type { CustomerRecord } from "./customer-record.ts";

export function customerView(state: WooState, customer: CustomerRecord): JsonObject {
  const local = (seconds: number) => localText(seconds, state.settings.offsetMinutes);
  const collection = `${state.settings.home}/wp-json/wc/v3/customers`;
  const avatar = createHash("sha256").update(customer.email.toLowerCase()).digest("hex");
  return {
    id: customer.id,
    date_created: local(customer.createdAt),
    date_created_gmt: gmtText(customer.createdAt),
    date_modified: customer.modifiedAt === null ? null : local(customer.modifiedAt),
    date_modified_gmt: customer.modifiedAt === null ? null : gmtText(customer.modifiedAt),
    email: customer.email,
    first_name: customer.firstName,
    last_name: customer.lastName,
    role: customer.role,
    username: customer.username,
    billing: addressView(customer.billing, { email: customer.billing.email }),
    shipping: addressView(customer.shipping, {}),
    is_paying_customer: customer.paying,
    avatar_url: `https://secure.gravatar.com/avatar/${avatar}?s=96&d=mm&r=g`,
    meta_data: metaView(customer.meta),
    _links: linksOf({ self: `${collection}/${customer.id}`, collection }),
  };
}

// Another order of fields than in an order's address.
function addressView(address: Address, email: JsonObject): JsonObject {
  const { first_name, last_name, company, address_1, address_2, city, postcode, country, state, phone } = address;
  return { first_name, last_name, company, address_1, address_2, city, postcode, country, state, ...email, phone };
}
