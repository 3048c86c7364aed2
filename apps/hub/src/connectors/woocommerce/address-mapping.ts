// An address of an order or a customer. WooCommerce keeps it as typed: nothing to decode.
import type { Address } from "@logix/model";
import type { WooAddress } from "./schemas.ts";

export function toAddress(woo: WooAddress): Address {
  return {
    firstName: woo.first_name,
    lastName: woo.last_name,
    company: woo.company,
    line1: woo.address_1,
    line2: woo.address_2,
    city: woo.city,
    region: woo.state,
    postcode: woo.postcode,
    country: woo.country,
    phone: woo.phone,
    email: woo.email,
  };
}
