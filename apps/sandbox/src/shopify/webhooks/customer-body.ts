// customers/*: keys from the REST Admin samples (GET /admin/api/2026-07/customers.json).
import { gid } from "../state/gid.ts";
import type { AddressRecord, CustomerRecord } from "../state/records.ts";
import type { ShopifyState } from "../state/shopify-state.ts";
import { addressBody } from "./line-body.ts";
import { restTime } from "./rest-format.ts";

export function customerBody(state: ShopifyState, customer: CustomerRecord): object {
  return {
    ...customerInOrder(state, customer),
    addresses: customer.addresses.map((address, index) => addressOf(customer, address, index === 0)),
  };
}

export function customerInOrder(state: ShopifyState, customer: CustomerRecord): object {
  const [address] = customer.addresses;
  return {
    id: customer.id,
    email: customer.email,
    created_at: restTime(customer.createdAt),
    updated_at: restTime(customer.updatedAt),
    first_name: customer.firstName,
    last_name: customer.lastName,
    state: "disabled",
    note: customer.note,
    verified_email: true,
    multipass_identifier: null,
    tax_exempt: false,
    phone: customer.phone,
    email_marketing_consent: null,
    sms_marketing_consent: null,
    tags: customer.tags.join(", "),
    currency: state.settings.currency,
    tax_exemptions: [],
    admin_graphql_api_id: gid("Customer", customer.id),
    ...(address ? { default_address: addressOf(customer, address, true) } : {}),
  };
}

function addressOf(customer: CustomerRecord, address: AddressRecord, isDefault: boolean): object {
  return {
    id: address.id,
    customer_id: customer.id,
    ...addressBody(address),
    country_name: address.country,
    default: isDefault,
  };
}
