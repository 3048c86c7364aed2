// Undoes writes: the fields that were touched get back what the shop had, unless somebody has changed them since.
import { isHubError } from "@logix/model";
import type { PutBack, PutBackResult, WriteFailure } from "../../../connector-kit/catalogue.ts";
import type { ShopifyClient } from "../client.ts";
import { failedBy } from "./failed.ts";
import { rowsAt } from "./look.ts";
import { removeListing } from "./remove.ts";
import { membersOf, type Row, remoteIdOf } from "./rows.ts";
import { sendProduct, updateVariants, variantInput } from "./sending.ts";
import { differing, shownValues, type Values, valuesSchema } from "./values.ts";

type Rows = ReadonlyMap<string, Row | "unreadable" | null>;
type Outcome = PutBackResult extends infer Each ? (Each extends unknown ? Omit<Each, "key"> : never) : never;

export async function putBackListings(client: ShopifyClient, items: readonly PutBack[]): Promise<PutBackResult[]> {
  const rows = await rowsAt(client, items);
  const results = new Map<PutBack, Outcome>();
  const leaving = leavingWhole(items, rows);
  // Variants before the products that they belong to.
  for (const item of items.toSorted((one, other) => rank(one) - rank(other))) {
    const row = rows.get(item.remoteId) ?? null;
    results.set(item, await putBack(client, item, row, leaving).catch(asFailure));
  }
  return items.map(
    (item) => ({ key: item.key, ...(results.get(item) ?? { outcome: "gone" }) }) satisfies PutBackResult,
  );
}

function rank({ parentRemoteId }: PutBack): number {
  return parentRemoteId === null ? 1 : 0;
}

function asFailure(error: unknown): WriteFailure {
  if (isHubError(error) && !isHubError(error, "disconnected", "limited")) return failedBy(error);
  throw error;
}

/**
 * Products that were made by what is undone and show nothing but that: they go with all their variants. QUIRK(shopify): the last
 * variant of a product cannot be deleted alone.
 */
function leavingWhole(items: readonly PutBack[], rows: Rows): ReadonlySet<string> {
  const isOurs = (id: string) => {
    const item = items.find(({ remoteId }) => remoteId === id);
    const row = rows.get(id);
    return item !== undefined && item.before === null && row != null && row !== "unreadable" && isAsLeft(item, row);
  };
  const leaves = ({ remoteId, parentRemoteId }: PutBack) => {
    const row = rows.get(remoteId);
    if (parentRemoteId !== null || !isOurs(remoteId) || row == null || row === "unreadable") return false;
    return membersOf(row.family).every((member) => isOurs(remoteIdOf(member)));
  };
  return new Set(items.filter(leaves).map(({ remoteId }) => remoteId));
}

async function putBack(
  client: ShopifyClient,
  item: PutBack,
  row: Row | "unreadable" | null,
  leaving: ReadonlySet<string>,
): Promise<Outcome> {
  if (row === null) return { outcome: "gone" };
  if (row === "unreadable") return { outcome: "moved" };
  const { remoteId, parentRemoteId, before } = item;
  if (before === null) {
    if (leaving.has(parentRemoteId ?? "")) return { outcome: "restored" };
    if (!isAsLeft(item, row) || (parentRemoteId === null && !leaving.has(remoteId))) return { outcome: "moved" };
    return { outcome: (await removeListing(client, item)) === "gone" ? "gone" : "restored" };
  }
  const wanted = valuesOf(before);
  const back = differing(wanted, shownValues(row));
  // Put back already, by an undo whose end was not seen.
  if (Object.keys(back).length === 0) return { outcome: "restored" };
  if (!isAsLeft(item, row)) return { outcome: "moved" };
  return (await send(client, row, back)) ?? { outcome: "restored" };
}

async function send(client: ShopifyClient, row: Row, values: Values): Promise<WriteFailure | null> {
  const { family, variant } = row;
  let failure = await sendProduct(client, family, values);
  if (failure !== null || variant === null || Object.keys(variantInput(values)).length === 0) return failure;
  const refused = (why: WriteFailure) => {
    failure = why;
  };
  await updateVariants(client, family.id, [{ variant, values, refused }]);
  return failure;
}

function isAsLeft({ after }: PutBack, row: Row): boolean {
  return Object.keys(differing(valuesOf(after), shownValues(row))).length === 0;
}

function valuesOf(text: string): Values {
  return valuesSchema.parse(JSON.parse(text));
}
