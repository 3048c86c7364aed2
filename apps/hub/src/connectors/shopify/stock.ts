// Stock of many variants in few requests: look, write by compare-and-set, and look at what the shop shows then.
import { createHash, randomUUID } from "node:crypto";
import { isHubError, type Product } from "@logix/model";
import { z } from "zod";
import type { ItemResult, RemoteId, Seen, StockChange } from "../../connector-kit/contract.ts";
import { documentByIds, mutation, type ShopifyClient } from "./client.ts";
import { refuseUserErrors, type UserErrors, userErrorsSchema } from "./failures.ts";
import { gid, goodsGid } from "./ids.ts";
import { chunksOf, inAffordableChunks, isUnreadable, MOST, readRow } from "./lists.ts";
import {
  levelsOf,
  PRODUCT_ITSELF,
  productSchema,
  type ShopifyVariant,
  totalOf,
  toVariant,
  VARIANT,
  variantSchema,
} from "./product-mapping.ts";
import { withAllLevels } from "./products.ts";
import { isWrite, named, planOf, type StockWrite } from "./stock-plan.ts";

const VARIANTS_AT_ONCE = 25;

export const VARIANTS_BY_ID = documentByIds(
  `query Variants($ids: [ID!]!) { nodes(ids: $ids) { ... on ProductVariant ${VARIANT.replace("{", `{ product { ${PRODUCT_ITSELF} }`)} } }`,
  z.object({ nodes: z.array(z.unknown()) }),
  20,
);
export const START_TRACKING = mutation(
  `mutation StartTracking($id: ID!) {
    inventoryItemUpdate(id: $id, input: { tracked: true }) { userErrors { field message } }
  }`,
  z.object({ inventoryItemUpdate: z.object({ userErrors: userErrorsSchema }) }),
);
// https://shopify.dev/docs/api/admin-graphql/2026-07/mutations/inventorySetQuantities
export const SET_QUANTITIES = mutation(
  `mutation SetQuantities($input: InventorySetQuantitiesInput!, $key: String!) {
    inventorySetQuantities(input: $input) @idempotent(key: $key) { userErrors { code field message } }
  }`,
  z.object({ inventorySetQuantities: z.object({ userErrors: userErrorsSchema }) }),
);

type Shelf = ReadonlyMap<RemoteId, ShopifyVariant & { readonly seen: Seen<Product> }>;
type Refusal = UserErrors[number];

export async function updateInventory(
  client: ShopifyClient,
  changes: readonly StockChange[],
): Promise<readonly ItemResult[]> {
  const shelf = await readShelf(
    client,
    changes.map(({ remoteId }) => remoteId),
  );
  const plans = changes.map((change) => planOf(change, shelf.get(change.remoteId)));
  const writes = plans.filter(isWrite);
  if (writes.length === 0) return plans.flatMap((plan) => (isWrite(plan) ? [] : [plan]));
  const refusals = await write(client, writes);
  const after = await readShelf(
    client,
    writes.map(({ change }) => change.remoteId),
  );
  return plans.map((plan) => (isWrite(plan) ? resultOf(plan, refusals.get(plan), after) : plan));
}

async function readShelf(client: ShopifyClient, ids: readonly RemoteId[]): Promise<Shelf> {
  const known = [...new Set(ids)].flatMap((id) => {
    const variant = goodsGid(id);
    return variant === null ? [] : [{ id, variant }];
  });
  const found = await inAffordableChunks(known, VARIANTS_AT_ONCE, async (some) => {
    const { nodes } = await client.ask(VARIANTS_BY_ID, { ids: some.map(({ variant }) => variant) });
    return Promise.all(some.map(async ({ id }, index) => ({ id, row: await withProduct(client, nodes[index]) })));
  });
  return new Map(found.flatMap(({ id, row }) => (row ? [[id, row] as const] : [])));
}

async function withProduct(client: ShopifyClient, row: unknown) {
  const product = z.object({ product: productSchema }).safeParse(row).data?.product;
  const variant = variantSchema.safeParse(await withAllLevels(client, row)).data;
  if (!product || !variant) return null;
  const seen = readRow(variant, () => toVariant(variant, product));
  return isUnreadable(seen) ? null : { ...variant, seen };
}

/** All of a call succeed or none does, so what was refused is left out and the others go again. */
async function write(client: ShopifyClient, writes: readonly StockWrite[]): Promise<Map<StockWrite, Refusal>> {
  const refusals = new Map<StockWrite, Refusal>();
  for (const each of writes.filter(({ startTracking }) => startTracking)) await startTracking(client, each, refusals);
  let left = writes.filter((each) => each.moves.length > 0 && !refusals.has(each));
  while (left.length > 0) {
    const refused = new Map<StockWrite, Refusal>();
    for (const batch of batchesOf(left)) {
      const errors = await send(client, batch);
      for (const [each, refusal] of refusedOf(batch, errors)) refused.set(each, refusal);
    }
    for (const [each, refusal] of refused) refusals.set(each, refusal);
    const isPartly = (batch: readonly StockWrite[]) => batch.some((each) => refused.has(each));
    left = batchesOf(left)
      .filter(isPartly)
      .flat()
      .filter((each) => !refused.has(each));
  }
  return refusals;
}

// A change of several places stays together.
function batchesOf(writes: readonly StockWrite[]): (readonly StockWrite[])[] {
  const most = Math.max(1, ...writes.map(({ moves }) => moves.length));
  return chunksOf(writes, Math.max(1, Math.floor(MOST / most)));
}

async function send(client: ShopifyClient, batch: readonly StockWrite[]): Promise<UserErrors> {
  const quantities = batch
    .flatMap(({ moves }) => moves)
    .map(({ item, location, from, to }) => ({
      inventoryItemId: gid("InventoryItem", item),
      locationId: gid("Location", location),
      quantity: to,
      // QUIRK(shopify): it must be there, null to write in any case: https://shopify.dev/changelog (2026-04).
      changeFromQuantity: from,
    }));
  const input = { name: "available", reason: "correction", quantities };
  const answer = await client.ask(SET_QUANTITIES, { input, key: keyOf(batch) });
  return answer.inventorySetQuantities.userErrors;
}

/**
 * The same for a repeat of the same wishes. Without them each write is its own: what is asked for twice within a day with the
 * same numbers may well be meant twice, and the comparison keeps a repeat from doing harm.
 */
function keyOf(batch: readonly StockWrite[]): string {
  const intents = batch.map(({ change }) => change.intent);
  if (intents.includes(undefined)) return randomUUID();
  const text = JSON.stringify(batch.map(({ change, moves, lookedAt }) => [change.intent, moves, lookedAt]));
  return createHash("sha256").update(text).digest("hex");
}

function refusedOf(batch: readonly StockWrite[], errors: UserErrors): Map<StockWrite, Refusal> {
  const owners = batch.flatMap((each) => each.moves.map(() => each));
  const refused = new Map<StockWrite, Refusal>();
  for (const error of errors) {
    const place = error.field?.indexOf("quantities") ?? -1;
    const owner = place === -1 ? undefined : owners[Number(error.field?.[place + 1])];
    // An error that is about nothing in particular is about all of them.
    for (const each of owner ? [owner] : batch) if (!refused.has(each)) refused.set(each, error);
  }
  return refused;
}

async function startTracking(client: ShopifyClient, each: StockWrite, refusals: Map<StockWrite, Refusal>) {
  try {
    const answer = await client.ask(START_TRACKING, { id: gid("InventoryItem", each.item) });
    refuseUserErrors(answer.inventoryItemUpdate.userErrors);
  } catch (error) {
    if (!isHubError(error, "refused", "missing")) throw error;
    refusals.set(each, { message: error.message, code: error.details.code });
  }
}

const STALE: ReadonlySet<string> = new Set(["CHANGE_FROM_QUANTITY_STALE", "COMPARE_QUANTITY_STALE"]);
const PASSING: ReadonlySet<string> = new Set(["IDEMPOTENCY_CONCURRENT_REQUEST", "IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED"]);

function resultOf({ change }: StockWrite, refusal: Refusal | undefined, after: Shelf): ItemResult {
  const { quantity, locationRemoteId } = change;
  const variant = after.get(change.remoteId);
  const levels = variant
    ? levelsOf(variant).filter((level) => !locationRemoteId || level.locationRemoteId === locationRemoteId)
    : [];
  const shows = variant ? totalOf(levels) : null;
  const code = refusal?.code ?? "";
  if (refusal && !STALE.has(code)) {
    const again = PASSING.has(code);
    return { ...named(change), outcome: "failed", code: "refused", message: refusal.message, remedy: null, again };
  }
  if (refusal && shows === quantity) return { ...named(change), outcome: "unchanged", shows, after: null };
  // Sold, or counted anew, between our look and our write; or right after it.
  if (refusal || !variant || shows !== quantity) return { ...named(change), outcome: "moved", shows };
  return { ...named(change), outcome: "written", shows: quantity, after: variant.seen };
}
