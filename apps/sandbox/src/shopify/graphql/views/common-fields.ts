// Fields that many types share: times, money, metafields.

import { gid } from "../../state/gid.ts";
import { type Bag, graphqlAmount } from "../../state/money.ts";
import type { MetafieldRecord } from "../../state/records.ts";
import type { ShopifyState } from "../../state/shopify-state.ts";
import { connection, listed, type PageArguments } from "../connection.ts";
import type { GraphContext } from "../context.ts";

export function time(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d{3}Z$/, "Z");
}

export function timeOrNull(milliseconds: number | null): string | null {
  return milliseconds === null ? null : time(milliseconds);
}

export function moneyV2(minor: number, currencyCode: string): object {
  return { amount: graphqlAmount(minor, currencyCode), currencyCode };
}

export type OrderCurrencies = { readonly currency: string; readonly presentmentCurrency: string };

export function moneyBag(bag: Bag, { currency, presentmentCurrency }: OrderCurrencies): object {
  return { shopMoney: moneyV2(bag.shop, currency), presentmentMoney: moneyV2(bag.presentment, presentmentCurrency) };
}

export function count(number: number): object {
  return { count: number, precision: "EXACT" };
}

type MetafieldArguments = { namespace?: string | null; key: string };
type MetafieldsArguments = PageArguments & { namespace?: string | null; keys?: readonly string[] | null };

export function metafieldFields(state: ShopifyState, owner: string): object {
  const all = () => state.metafields.get(owner) ?? [];
  return {
    metafield: ({ namespace, key }: MetafieldArguments) => {
      const found = all().find((one) => one.key === key && (namespace == null || one.namespace === namespace));
      return found ? metafieldView(found) : null;
    },
    metafields: (page: MetafieldsArguments, context: GraphContext) => {
      const inNamespace = all().filter((one) => page.namespace == null || one.namespace === page.namespace);
      const wanted = inNamespace.filter((one) => !page.keys || page.keys.includes(`${one.namespace}.${one.key}`));
      return connection(listed(wanted), page, context, metafieldView);
    },
  };
}

export function metafieldView(record: MetafieldRecord): object {
  return {
    __typename: "Metafield",
    id: gid("Metafield", record.id),
    legacyResourceId: String(record.id),
    namespace: record.namespace,
    key: record.key,
    type: record.type,
    value: record.value,
    compareDigest: Buffer.from(record.value).toString("hex").slice(0, 32),
    ownerType: /shopify\/([A-Za-z]+)\//.exec(record.owner)?.[1]?.toUpperCase() ?? "PRODUCT",
    createdAt: time(record.createdAt),
    updatedAt: time(record.updatedAt),
  };
}
