// What a mapping can speak of: the fields that the catalogue has now, the store's own, and a mapping to begin with.
import type { Database } from "../../database/database.ts";
import { productFieldNames } from "../../database/product-fields.ts";
import { CORE_FIELDS } from "../../field-mapping/index.ts";
import type { Principal } from "../principal.ts";

type MappingField = { readonly name: string; readonly kind: "field" | "price" | "attribute" };

/** By our own names; `price` goes to the store's `regular_price` by itself. */
const OWN_FIELDS = CORE_FIELDS.map((field) => (field === "regular_price" ? "price" : field)).filter(
  (field) => field !== "type",
);
const KNOWN_PRICES: readonly string[] = ["price", "sale_price"];

export type MappingFields = ReturnType<typeof makeMappingFields>;

export function makeMappingFields(database: Database) {
  return {
    of: async ({ accountId }: Principal) => {
      const names = await database.asAccount(accountId, (db) => productFieldNames(db, accountId));
      const fields: MappingField[] = [
        ...OWN_FIELDS.map((name) => ({ name, kind: "field" }) as const),
        ...names.prices
          .filter((name) => !KNOWN_PRICES.includes(name))
          .map((name) => ({ name, kind: "price" }) as const),
        ...names.attributes.map((name) => ({ name, kind: "attribute" }) as const),
      ];
      return { fields, targets: [...CORE_FIELDS], template: templateOf(fields) };
    },
  };
}

/** Everything but other prices, which have no place of their own in a store, and what the hub's own count decides. */
function templateOf(fields: readonly MappingField[]) {
  const wanted = fields.filter(({ name, kind }) => kind !== "price" && name !== "stock_status");
  return { selected_fields: wanted.map(({ name }) => name), field_mappings: {} };
}
