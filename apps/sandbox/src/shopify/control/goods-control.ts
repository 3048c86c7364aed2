// Stock and products, as staff change them.
import { makeProduct, type ProductPlan } from "../products/make-product.ts";
import {
  announceProduct,
  deleteProduct,
  type ProductFields,
  setAvailable,
  setProductFields,
  setVariantFields,
  type VariantFields,
} from "../products/write-product.ts";
import type { ProductRecord, VariantRecord } from "../state/records.ts";
import { levelsOf, quantityOf } from "../stock/stock.ts";
import { type ControlParts, findProduct, findVariant } from "./control-parts.ts";

type StockWish = { sku: string; quantity: number; location?: string };

export function stockActions({ state }: ControlParts) {
  const locate = (name: string | undefined) => {
    const found = [...state.locations.values()].find((location) => name === undefined || location.name === name);
    if (!found) throw new Error(`the store has no location "${name}"`);
    return found.id;
  };
  return {
    /** As counted by staff: sets available. */
    setStock: ({ sku, quantity, location }: StockWish): void =>
      setAvailable(state, findVariant(state, sku), locate(location), quantity),
    /** Adds to available; negative numbers take away. */
    adjustStock: ({ sku, quantity, location }: StockWish): void => {
      const variant = findVariant(state, sku);
      const locationId = locate(location);
      const level = levelsOf(state, variant.inventoryItemId).find((one) => one.locationId === locationId);
      setAvailable(state, variant, locationId, (level?.available ?? 0) + quantity);
    },
    stock: (sku: string) =>
      levelsOf(state, findVariant(state, sku).inventoryItemId).map((level) => ({
        location: state.locations.get(level.locationId)?.name ?? "",
        locationId: level.locationId,
        available: level.available,
        committed: level.committed,
        incoming: level.incoming,
        onHand: quantityOf(level, "on_hand"),
      })),
    setOverselling: (sku: string, policy: VariantRecord["inventoryPolicy"]): void => {
      findVariant(state, sku).inventoryPolicy = policy;
    },
    closeLocation: (name: string): void => {
      const location = state.locations.get(locate(name));
      if (!location) return;
      location.isActive = false;
      state.announce({ topic: "locations/deactivate", body: () => ({ id: location.id, name, active: false }) });
    },
  };
}

export function productActions({ state }: ControlParts) {
  return {
    createProduct: (plan: Pick<ProductPlan, "title" | "skuStem"> & Partial<ProductPlan>): ProductRecord => {
      const defaults = {
        vendor: "Harbour & Pine",
        productType: "",
        tags: [],
        options: [],
        price: "10.00",
        stock: [10, 0] as const,
        ageMs: 0,
      };
      const product = makeProduct(state, { ...defaults, ...plan });
      announceProduct(state, product, "create");
      return product;
    },
    editProduct: (id: number, fields: ProductFields): ProductRecord => {
      const product = findProduct(state, id);
      setProductFields(product, fields);
      announceProduct(state, product, "update");
      return product;
    },
    editVariant: (sku: string, fields: VariantFields): VariantRecord => {
      const variant = findVariant(state, sku);
      setVariantFields(state, variant, fields);
      announceProduct(state, findProduct(state, variant.productId), "update");
      return variant;
    },
    deleteProduct: (id: number): void => deleteProduct(state, findProduct(state, id)),
  };
}
