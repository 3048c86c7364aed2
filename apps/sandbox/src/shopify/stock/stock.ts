// Quantities per item and location. Orders move units from available to committed, fulfilments take them away.

import type { LevelRecord, VariantRecord } from "../state/records.ts";
import { levelKey, type ShopifyState } from "../state/shopify-state.ts";
import { inventoryLevelBody } from "../webhooks/stock-body.ts";

const quantityNames = [
  "available",
  "committed",
  "damaged",
  "incoming",
  "on_hand",
  "quality_control",
  "reserved",
  "safety_stock",
] as const;
export type QuantityName = (typeof quantityNames)[number];
type StoredName = Exclude<QuantityName, "on_hand">;

export function isQuantityName(name: string): name is QuantityName {
  return quantityNames.some((known) => known === name);
}

export function quantityOf(level: LevelRecord, name: QuantityName): number {
  if (name !== "on_hand") return level[name];
  return (
    level.available + level.committed + level.reserved + level.damaged + level.safety_stock + level.quality_control
  );
}

export function levelOf(state: ShopifyState, itemId: number, locationId: number): LevelRecord | undefined {
  const level = state.levels.get(levelKey(itemId, locationId));
  return level?.isActive ? level : undefined;
}

export function levelsOf(state: ShopifyState, itemId: number): LevelRecord[] {
  return [...state.locations.keys()].flatMap((locationId) => levelOf(state, itemId, locationId) ?? []);
}

export function activate(state: ShopifyState, itemId: number, locationId: number, available = 0): LevelRecord {
  const known = state.levels.get(levelKey(itemId, locationId));
  const now = state.now();
  const level: LevelRecord = known ?? { ...emptyLevel, itemId, locationId, available, createdAt: now, updatedAt: now };
  level.isActive = true;
  state.levels.set(levelKey(itemId, locationId), level);
  return level;
}

const emptyLevel = {
  isActive: true,
  available: 0,
  committed: 0,
  incoming: 0,
  reserved: 0,
  damaged: 0,
  safety_stock: 0,
  quality_control: 0,
};

export type Move = Partial<Record<StoredName, number>>;

// One change of a level; the announcement is one webhook.
export function moveStock(state: ShopifyState, itemId: number, locationId: number, move: Move): void {
  if (state.items.get(itemId)?.tracked === false) return;
  const level = levelOf(state, itemId, locationId) ?? activate(state, itemId, locationId);
  const before = level.available;
  for (const name of quantityNames) if (name !== "on_hand") level[name] += move[name] ?? 0;
  level.updatedAt = state.now();
  // The webhook tells of available only, so a change of another quantity stays silent.
  if (level.available !== before)
    state.announce({ topic: "inventory_levels/update", body: () => inventoryLevelBody(level) });
}

function availableOf(state: ShopifyState, itemId: number): number {
  return levelsOf(state, itemId).reduce((sum, { available }) => sum + available, 0);
}

export function inventoryQuantity(state: ShopifyState, variant: VariantRecord): number {
  return availableOf(state, variant.inventoryItemId);
}

export function isForSale(state: ShopifyState, variant: VariantRecord, quantity = 1): boolean {
  const item = state.items.get(variant.inventoryItemId);
  if (!item?.tracked || variant.inventoryPolicy === "CONTINUE") return true;
  return inventoryQuantity(state, variant) >= quantity;
}
