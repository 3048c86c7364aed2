// When two customers of stores may be the same human. Pure.
import type { Ground, Likeness } from "../../database/customers/persons-read.ts";

/**
 * Addresses that a marketplace hands out in place of the buyer's own. Each belongs to one order or one pair of buyer and seller,
 * so equal ones say little and unlike ones nothing. Amazon: "the anonymized email address of the buyer"
 * (https://developer-docs.amazon.com/sp-api/docs/orders-api-v0-reference), eBay: its proxy addresses at members.ebay.com.
 */
export const MASKED_ADDRESS = "@(marketplace\\.amazon\\.[a-z.]+|members\\.ebay\\.[a-z.]+)$";

export type Certainty = "certain" | "likely";

/** An address is one person's own; numbers are shared by families, and names by strangers. */
export function certaintyOf(grounds: readonly Ground[]): Certainty {
  return grounds.includes("email") ? "certain" : "likely";
}

/** What all of them have in common. */
export function groundsOf(customers: readonly Likeness[]): readonly Ground[] {
  const share = (value: (one: Likeness) => string | null) => {
    const values = new Set(customers.map(value));
    return values.size === 1 && !values.has(null);
  };
  const grounds: readonly (readonly [Ground, boolean])[] = [
    ["email", share(({ mail }) => mail)],
    ["phone", share(({ phone_digits: digits }) => digits)],
    [
      "name",
      share(({ full_name: name, postcode }) => (name === null || postcode === "" ? null : `${name}|${postcode}`)),
    ],
  ];
  return grounds.flatMap(([ground, holds]) => (holds ? [ground] : []));
}
