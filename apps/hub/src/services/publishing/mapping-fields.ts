// What a mapping can speak of: the fields that the catalogue has now, the store's own, and a mapping to begin with.

import type { ListingShape } from "../../connector-kit/catalogue.ts";
import { productFieldNames } from "../../database/catalogue/product-fields.ts";
import type { Database } from "../../database/database.ts";
import { CORE_FIELDS, isNamed } from "../../field-mapping/index.ts";
import type { Connection } from "../connections/stores.ts";

type MappingField = { readonly name: string; readonly kind: "field" | "price" | "attribute" };

/** By our own names; `price` goes to the store's `regular_price` by itself. */
const OWN_FIELDS = CORE_FIELDS.map((field) => (field === "regular_price" ? "price" : field)).filter(
  (field) => field !== "type",
);
const KNOWN_PRICES: readonly string[] = ["price", "sale_price"];

export type MappingFields = ReturnType<typeof makeMappingFields>;

export function makeMappingFields(database: Database) {
  return {
    of: async ({ accountId, connector: { listingShape } }: Connection) => {
      const names = await database.asAccount(accountId, (db) => productFieldNames(db, accountId));
      const fields: MappingField[] = [
        ...OWN_FIELDS.map((name) => ({ name, kind: "field" }) as const),
        ...names.prices
          .filter((name) => !KNOWN_PRICES.includes(name))
          .map((name) => ({ name, kind: "price" }) as const),
        ...names.attributes.map((name) => ({ name, kind: "attribute" }) as const),
      ];
      return { fields, targets: targetsOf(listingShape), template: templateOf(fields, listingShape) };
    },
  };
}

/** Everything but other prices, which have no place of their own in a store, and what the hub's own count decides. */
function templateOf(fields: readonly MappingField[], shape: ListingShape | undefined) {
  const wanted = fields.filter(
    (field) => field.kind !== "price" && field.name !== "stock_status" && (!shape || hasPlace(field, shape)),
  );
  return { selected_fields: wanted.map(({ name }) => name), field_mappings: {} };
}

function targetsOf(shape: ListingShape | undefined): string[] {
  return shape ? [...shape.fields, ...shape.attributes] : [...CORE_FIELDS];
}

function hasPlace({ name, kind }: MappingField, shape: ListingShape): boolean {
  if (kind === "attribute") return isNamed(name, shape.attributes);
  return shape.fields.some((field) => field === (name === "price" ? "regular_price" : name));
}
