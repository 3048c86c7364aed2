// Who is right where both sides changed a field, by the kind of field. What nobody decided is asked: nothing is overwritten.
import {
  CONFLICT_DOMAINS,
  type ConflictDomain,
  type ConflictPolicy,
  conflictPolicySchema,
} from "@logix/api/hub/conflicts";
import type { Merged } from "../../field-mapping/index.ts";

const DOMAINS: Readonly<Record<string, ConflictDomain>> = {
  name: "texts",
  description: "texts",
  short_description: "texts",
  regular_price: "prices",
  sale_price: "prices",
  images: "images",
  status: "organisation",
  categories: "organisation",
  tags: "organisation",
};

/** By draft key; attributes, options and measures are one kind. */
export function domainOf(key: string): ConflictDomain {
  return DOMAINS[key] ?? "attributes";
}

export function toPolicy(stored: unknown): ConflictPolicy {
  const asked = Object.fromEntries(CONFLICT_DOMAINS.map((domain) => [domain, "ask"]));
  return conflictPolicySchema.parse({ ...asked, ...(typeof stored === "object" ? stored : {}) });
}

export type Ruling = "ours" | "theirs" | "ask";

/** `newest`: whoever touched the product last; within one second of a store's clock it is the store. */
export function rulingOn(
  { key }: Pick<Merged, "key">,
  policy: ConflictPolicy,
  { oursAt, theirsAt }: { readonly oursAt: string; readonly theirsAt: string },
): Ruling {
  const chosen = policy[domainOf(key)];
  if (chosen !== "newest") return chosen;
  return wholeSeconds(oursAt) > wholeSeconds(theirsAt) ? "ours" : "theirs";
}

function wholeSeconds(moment: string): number {
  return Math.floor(new Date(moment).getTime() / 1000);
}
