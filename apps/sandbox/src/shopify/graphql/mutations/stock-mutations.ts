// Inventory: absolute with compare-and-set, or relative. All items of a call succeed or none does.
import { gid, idIn } from "../../state/gid.ts";
import { toMinor } from "../../state/money.ts";
import type { LevelRecord } from "../../state/records.ts";
import type { ShopifyState } from "../../state/shopify-state.ts";
import { activate, isQuantityName, levelOf, moveStock, type QuantityName, quantityOf } from "../../stock/stock.ts";
import type { GraphContext } from "../context.ts";
import { missingArgument } from "../refusals.ts";
import { time } from "../views/common-fields.ts";
import { appView } from "../views/shop-view.ts";
import { refused, type UserError, userError } from "./user-error.ts";

type Place = { inventoryItemId: string; locationId: string; changeFromQuantity?: number | null };
type SetInput = {
  name: string;
  reason: string;
  referenceDocumentUri?: string | null;
  quantities: readonly (Place & { quantity: number })[];
};
type AdjustInput = {
  name: string;
  reason: string;
  referenceDocumentUri?: string | null;
  changes: readonly (Place & { delta: number; ledgerDocumentUri?: string | null })[];
};

// https://shopify.dev/docs/apps/build/orders-fulfillment/inventory-management-apps/manage-quantities-states
const reasons: readonly string[] = [
  "correction",
  "cycle_count_available",
  "damaged",
  "movement_canceled",
  "movement_created",
  "movement_received",
  "movement_updated",
  "other",
  "promotion",
  "quality_control",
  "received",
  "reservation_created",
  "reservation_deleted",
  "reservation_updated",
  "restock",
  "safety_stock",
  "shrinkage",
];
const highest = 1_000_000_000;

type Change = { level: LevelRecord; name: QuantityName; delta: number };

export function stockMutations(state: ShopifyState): object {
  return {
    inventorySetQuantities: ({ input }: { input: SetInput }) => setQuantities(state, input),
    inventoryAdjustQuantities: ({ input }: { input: AdjustInput }) => adjustQuantities(state, input),
    inventorySetOnHandQuantities: ({ input }: { input: { reason: string; setQuantities: SetInput["quantities"] } }) =>
      setQuantities(state, { name: "on_hand", reason: input.reason, quantities: input.setQuantities }),
    inventoryActivate: (
      input: { inventoryItemId: string; locationId: string; available?: number | null },
      context: GraphContext,
    ) => activateLevel(state, input, context),
    inventoryItemUpdate: ({ id, input }: { id: string; input: ItemInput }, context: GraphContext) =>
      updateItem(state, idIn(id, "InventoryItem"), input, context),
  };
}

function setQuantities(state: ShopifyState, input: SetInput): object {
  const { name } = input;
  requireChangeFrom("InventoryQuantityInput", input.quantities);
  if (name !== "available" && name !== "on_hand")
    return refused(
      userError("The quantity name must be either 'available' or 'on_hand'.", ["input", "name"], "INVALID_NAME"),
    );
  const errors = checkCommon(input.reason, input.quantities.length);
  const seen = new Set<string>();
  const changes: Change[] = [];
  for (const [index, wish] of input.quantities.entries()) {
    const path = ["input", "quantities", String(index)];
    const key = `${wish.inventoryItemId} ${wish.locationId}`;
    if (seen.has(key))
      errors.push(
        userError(
          "The combination of inventoryItemId and locationId must be unique.",
          [...path, "locationId"],
          "NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR",
        ),
      );
    seen.add(key);
    if (wish.quantity < 0)
      errors.push(userError("The quantity can't be negative.", [...path, "quantity"], "INVALID_QUANTITY_NEGATIVE"));
    if (wish.quantity > highest)
      errors.push(
        userError(
          "The quantity can't be higher than 1,000,000,000.",
          [...path, "quantity"],
          "INVALID_QUANTITY_TOO_HIGH",
        ),
      );
    const level = checkPlace(state, wish, { path, name, errors });
    if (level) changes.push({ level, name, delta: wish.quantity - quantityOf(level, name) });
  }
  return errors.length > 0 ? refused(...errors) : apply(state, input, changes);
}

function adjustQuantities(state: ShopifyState, input: AdjustInput): object {
  const { name } = input;
  requireChangeFrom("InventoryChangeInput", input.changes);
  if (!isQuantityName(name) || name === "on_hand" || name === "committed")
    return refused(userError("The specified quantity name is invalid.", ["input", "name"], "INVALID_QUANTITY_NAME"));
  const errors = checkCommon(input.reason, input.changes.length);
  const changes: Change[] = [];
  for (const [index, wish] of input.changes.entries()) {
    const path = ["input", "changes", String(index)];
    // Documented for every name but available: the change must name the document that caused it.
    if (name !== "available" && wish.ledgerDocumentUri == null)
      errors.push(
        userError(
          "A ledger document URI is required except when adjusting available.",
          [...path, "ledgerDocumentUri"],
          "INVALID_QUANTITY_DOCUMENT",
        ),
      );
    if (name === "available" && wish.ledgerDocumentUri != null)
      errors.push(
        userError(
          "A ledger document URI is not allowed when adjusting available.",
          [...path, "ledgerDocumentUri"],
          "INVALID_AVAILABLE_DOCUMENT",
        ),
      );
    const level = checkPlace(state, wish, { path, name, errors });
    if (level) changes.push({ level, name, delta: wish.delta });
  }
  return errors.length > 0 ? refused(...errors) : apply(state, input, changes);
}

// QUIRK(shopify): optional in the schema, yet a call without it fails as a whole since 2026-04; null skips the check.
function requireChangeFrom(type: string, wishes: readonly Place[]): void {
  if (wishes.some(({ changeFromQuantity }) => changeFromQuantity === undefined))
    throw missingArgument(type, "changeFromQuantity");
}

function checkCommon(reason: string, count: number): UserError[] {
  const errors: UserError[] = [];
  if (!reasons.includes(reason))
    errors.push(userError("The specified reason is invalid.", ["input", "reason"], "INVALID_REASON"));
  if (count > 250)
    errors.push(userError("The input array size is above the limit of 250.", ["input"], "INVALID_QUANTITY_TOO_HIGH"));
  return errors;
}

type Check = { path: readonly string[]; name: QuantityName; errors: UserError[] };

function checkPlace(state: ShopifyState, wish: Place, { path, name, errors }: Check): LevelRecord | undefined {
  const itemId = idIn(wish.inventoryItemId, "InventoryItem");
  const locationId = idIn(wish.locationId, "Location");
  const refuse = (message: string, field: string, code: string) => {
    errors.push(userError(message, [...path, field], code));
    return undefined;
  };
  if (!state.items.has(itemId))
    return refuse("The specified inventory item could not be found.", "inventoryItemId", "INVALID_INVENTORY_ITEM");
  if (!state.locations.get(locationId)?.isActive)
    return refuse("The specified location could not be found.", "locationId", "INVALID_LOCATION");
  const level = levelOf(state, itemId, locationId);
  if (!level)
    return refuse(
      "The specified inventory item is not stocked at the location.",
      "locationId",
      "ITEM_NOT_STOCKED_AT_LOCATION",
    );
  const expected = wish.changeFromQuantity;
  if (expected != null && expected !== quantityOf(level, name))
    return refuse(
      "The specified compare quantity does not match the current quantity.",
      "changeFromQuantity",
      "CHANGE_FROM_QUANTITY_STALE",
    );
  return level;
}

function apply(
  state: ShopifyState,
  { reason, referenceDocumentUri }: { reason: string; referenceDocumentUri?: string | null },
  changes: readonly Change[],
): object {
  // on_hand has no number of its own: a change of it is one of available. What the payload shows is fixed here.
  const effects = changes.flatMap(({ level, name, delta }) => {
    moveStock(state, level.itemId, level.locationId, name === "on_hand" ? { available: delta } : { [name]: delta });
    const names: QuantityName[] =
      name === "incoming" ? [name] : name === "on_hand" ? ["available", name] : [name, "on_hand"];
    return names.map((one) => ({ level, name: one, delta, after: quantityOf(level, one) }));
  });
  if (changes.every(({ delta }) => delta === 0)) return { inventoryAdjustmentGroup: null, userErrors: [] };
  return {
    inventoryAdjustmentGroup: {
      __typename: "InventoryAdjustmentGroup",
      id: gid("InventoryAdjustmentGroup", state.nextId()),
      reason,
      referenceDocumentUri: referenceDocumentUri ?? null,
      createdAt: time(state.now()),
      app: () => appView(state),
      changes: (wanted: { quantityNames?: readonly string[] | null }, context: GraphContext) =>
        effects
          .filter(({ name }) => !wanted.quantityNames || wanted.quantityNames.includes(name))
          .map(({ level, name, delta, after }) => ({
            name,
            delta,
            quantityAfterChange: after,
            ledgerDocumentUri: null,
            item: () => viewOf(state.items.get(level.itemId), context.views.item),
            location: () => viewOf(state.locations.get(level.locationId), context.views.location),
          })),
    },
    userErrors: [],
  };
}

function viewOf<Record>(record: Record | undefined, view: (record: Record) => object): object | null {
  return record ? view(record) : null;
}

function activateLevel(
  state: ShopifyState,
  wish: { inventoryItemId: string; locationId: string; available?: number | null },
  { views }: GraphContext,
): object {
  const itemId = idIn(wish.inventoryItemId, "InventoryItem");
  const locationId = idIn(wish.locationId, "Location");
  if (!state.items.has(itemId) || !state.locations.has(locationId))
    return refused(userError("The inventory item or the location could not be found.", ["inventoryItemId"]));
  const known = levelOf(state, itemId, locationId);
  if (known && wish.available != null)
    return refused(
      userError("Not allowed to set available quantity when the item is already active at the location.", [
        "available",
      ]),
    );
  return {
    inventoryLevel: views.level(known ?? activate(state, itemId, locationId, wish.available ?? 0)),
    userErrors: [],
  };
}

type ItemInput = {
  tracked?: boolean | null;
  sku?: string | null;
  cost?: string | null;
  requiresShipping?: boolean | null;
};

function updateItem(state: ShopifyState, id: number, input: ItemInput, { views }: GraphContext): object {
  const item = state.items.get(id);
  if (!item) return refused(userError("The product couldn't be updated because it does not exist.", ["id"]));
  const variant = state.variants.get(item.variantId);
  if (input.tracked != null) item.tracked = input.tracked;
  if (input.requiresShipping != null) item.requiresShipping = input.requiresShipping;
  if (input.sku !== undefined && variant) variant.sku = input.sku;
  if (input.cost !== undefined)
    item.cost = input.cost === null ? null : (toMinor(input.cost, state.settings.currency) ?? null);
  item.updatedAt = state.now();
  return { inventoryItem: views.item(item), userErrors: [] };
}
