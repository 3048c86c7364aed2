// Postal addresses.
import { gid } from "../../state/gid.ts";
import type { AddressRecord } from "../../state/records.ts";
import type { View } from "../context.ts";

export function addressView(address: AddressRecord): View {
  const name = `${address.firstName} ${address.lastName}`.trim();
  return {
    __typename: "MailingAddress",
    id: gid("MailingAddress", address.id),
    firstName: address.firstName,
    lastName: address.lastName,
    name,
    company: address.company,
    address1: address.address1,
    address2: address.address2,
    city: address.city,
    province: address.province,
    provinceCode: address.provinceCode,
    zip: address.zip,
    country: address.country,
    countryCodeV2: address.countryCode,
    phone: address.phone,
    latitude: null,
    longitude: null,
    formatted: ({ withName }: { withName?: boolean | null }) => [
      ...(withName ? [name] : []),
      ...(address.company ? [address.company] : []),
      address.address1,
      `${address.city} ${address.provinceCode ?? ""} ${address.zip}`.replace(/ +/g, " "),
      address.country,
    ],
  };
}
