// Locations, inventory items and levels.
import { gid, idIn, levelGid } from "../../state/gid.ts";
import type { ItemRecord, LevelRecord, LocationRecord } from "../../state/records.ts";
import { levelKey, type ShopifyState } from "../../state/shopify-state.ts";
import { isQuantityName, levelsOf, quantityOf } from "../../stock/stock.ts";
import { connection, type PageArguments } from "../connection.ts";
import type { GraphContext, View } from "../context.ts";
import { count, metafieldFields, moneyV2, time } from "./common-fields.ts";

export function locationView(state: ShopifyState, location: LocationRecord): View {
  const levels = () => [...state.levels.values()].filter(({ locationId }) => locationId === location.id);
  const id = gid("Location", location.id);
  const [first] = state.locations.keys();
  return {
    __typename: "Location",
    id,
    legacyResourceId: String(location.id),
    name: location.name,
    isActive: location.isActive,
    isPrimary: location.id === first,
    isFulfillmentService: false,
    fulfillsOnlineOrders: location.fulfillsOnlineOrders,
    shipsInventory: location.fulfillsOnlineOrders,
    hasActiveInventory: () => levels().some(({ isActive }) => isActive),
    address: { ...location.address, formatted: [location.address.address1, location.address.city] },
    createdAt: time(location.createdAt),
    updatedAt: time(location.updatedAt),
    deactivatedAt: null,
    inventoryLevel: ({ inventoryItemId }: { inventoryItemId: string }, context: GraphContext) =>
      levelOrNull(state, context, idIn(inventoryItemId, "InventoryItem"), location.id),
    inventoryLevels: (page: PageArguments, context: GraphContext) =>
      connection(
        levels()
          .filter(({ isActive }) => isActive)
          .map((level) => ({ item: level, id: level.itemId, value: level.itemId })),
        page,
        context,
        context.views.level,
      ),
    ...metafieldFields(state, id),
  };
}

function levelOrNull(state: ShopifyState, context: GraphContext, itemId: number, locationId: number): View | null {
  const level = state.levels.get(levelKey(itemId, locationId));
  return level?.isActive ? context.views.level(level) : null;
}

export function itemView(state: ShopifyState, item: ItemRecord): View {
  const variant = state.variants.get(item.variantId);
  const variantOf = (_: unknown, context: GraphContext) => (variant ? context.views.variant(variant) : null);
  return {
    __typename: "InventoryItem",
    id: gid("InventoryItem", item.id),
    legacyResourceId: String(item.id),
    sku: variant?.sku ?? null,
    tracked: item.tracked,
    requiresShipping: item.requiresShipping,
    unitCost: item.cost === null ? null : moneyV2(item.cost, state.settings.currency),
    countryCodeOfOrigin: item.countryOfOrigin,
    harmonizedSystemCode: item.harmonizedSystemCode,
    provinceCodeOfOrigin: null,
    measurement: {
      id: gid("InventoryItemMeasurement", item.id),
      weight: { unit: "GRAMS", value: item.grams },
    },
    duplicateSkuCount: () =>
      variant?.sku ? [...state.variants.values()].filter(({ sku }) => sku === variant.sku).length - 1 : 0,
    locationsCount: () => count(levelsOf(state, item.id).length),
    createdAt: time(item.createdAt),
    updatedAt: time(item.updatedAt),
    variant: variantOf,
    variants: (page: PageArguments, context: GraphContext) =>
      connection(variant ? [{ item: variant, id: variant.id, value: variant.id }] : [], page, context, (one) =>
        context.views.variant(one),
      ),
    inventoryLevel: ({ locationId }: { locationId: string }, context: GraphContext) =>
      levelOrNull(state, context, item.id, idIn(locationId, "Location")),
    inventoryLevels: (page: PageArguments, context: GraphContext) =>
      connection(
        levelsOf(state, item.id).map((level) => ({ item: level, id: level.locationId, value: level.locationId })),
        page,
        context,
        context.views.level,
      ),
  };
}

export function levelView(state: ShopifyState, level: LevelRecord): View {
  const id = levelGid(level.itemId, level.locationId);
  return {
    __typename: "InventoryLevel",
    id,
    isActive: level.isActive,
    canDeactivate: level.committed === 0 && level.available === 0,
    createdAt: time(level.createdAt),
    updatedAt: time(level.updatedAt),
    item: (_: unknown, context: GraphContext) => {
      const item = state.items.get(level.itemId);
      return item ? context.views.item(item) : null;
    },
    location: (_: unknown, context: GraphContext) => {
      const location = state.locations.get(level.locationId);
      return location ? context.views.location(location) : null;
    },
    quantities: ({ names }: { names: readonly string[] }) =>
      names.filter(isQuantityName).map((name) => ({
        __typename: "InventoryQuantity",
        id: id.replace("InventoryLevel", "InventoryQuantity").concat(`&name=${name}`),
        name,
        quantity: quantityOf(level, name),
        updatedAt: time(level.updatedAt),
      })),
  };
}
