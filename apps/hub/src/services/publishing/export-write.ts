// Sends what was planned, and settles each item by the store's answer.
import type { CatalogueWriter, ListingResult } from "../../connector-kit/catalogue.ts";
import type { Connection } from "../connections/stores.ts";
import { failedItem, type SettledItem, writtenItem } from "./export-items.ts";
import type { Planned } from "./export-plan.ts";
import { notInStore } from "./mapping-rules.ts";
import type { ExportOrder } from "./run-orders.ts";

export async function writePlanned(
  connection: Connection,
  writer: CatalogueWriter,
  order: ExportOrder,
  planned: readonly Planned[],
): Promise<readonly SettledItem[]> {
  if (planned.length === 0) return [];
  const results = await write(writer, planned);
  const mayMakeAnew = order.mayCreate && !order.partialUpdate;
  const anew = mayMakeAnew ? planned.filter((each) => isGone(results.get(each.write.key))).map(asNew) : [];
  const again = anew.length === 0 ? new Map<string, ListingResult>() : await write(writer, anew);
  return planned.map((each) => settle(connection, each, again.get(each.write.key) ?? results.get(each.write.key)));
}

async function write(
  writer: CatalogueWriter,
  planned: readonly Planned[],
): Promise<ReadonlyMap<string, ListingResult>> {
  const results = await writer.write(planned.map((each) => each.write));
  return new Map(results.map((result) => [result.key, result]));
}

function isGone(result: ListingResult | undefined): boolean {
  return result?.outcome === "failed" && result.code === "gone";
}

function asNew(planned: Planned): Planned {
  return { ...planned, write: { ...planned.write, remoteId: null } };
}

function settle(
  connection: Connection,
  { productId, prepared, write }: Planned,
  result: ListingResult | undefined,
): SettledItem {
  if (!result)
    return failedItem(productId, { code: "unanswered", message: "The store said nothing about it", remedy: null });
  if (result.outcome !== "failed") return writtenItem(productId, write.parentRemoteId, prepared, result);
  return failedItem(productId, result.code === "gone" ? goneFrom(connection) : result);
}

function goneFrom(connection: Connection) {
  const remedy = "It was deleted there: export it with all its fields to make it again";
  return { code: "gone", message: notInStore(connection), remedy };
}
