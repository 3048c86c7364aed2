// What became of an import, in the words of the PixelPim document. A product's variants stand within it.
import type { ImportedProductReply, ImportReply } from "@logix/api/pixelpim/products";
import type { ImportForecast } from "../../services/publishing/import-dry-run.ts";
import type { RunItem } from "../../services/publishing/product-exports.ts";
import type { ImportOutcome } from "../../services/publishing/product-imports.ts";

export function toImportReply({ run, items }: ImportOutcome): ImportReply {
  const variants = Map.groupBy(items, (item) => item.parent_remote_id);
  const products = (variants.get(null) ?? []).map((item) => {
    const own = variants.get(item.remote_id) ?? [];
    return { ...toProduct(item), ...(own.length > 0 && { variants: own.map(toProduct) }) };
  });
  return { ...counted(products), jobId: run.id };
}

export function toImportForecast({ items, isWhole }: ImportForecast): ImportReply {
  const products = items.map(({ remoteId, productId, outcome, message, changes }) => ({
    wooProductId: Number(remoteId),
    productId,
    status: statusOf(outcome),
    ...(message !== null && { message }),
    changes,
  }));
  return { ...counted(products), dryRun: true, ...(!isWhole && { incomplete: true }) };
}

function counted(products: readonly ImportedProductReply[]): ImportReply {
  const count = (status: ImportedProductReply["status"]) => products.filter((each) => each.status === status).length;
  return {
    success: count("error") === 0,
    importedCount: count("imported"),
    updatedCount: count("updated"),
    failedCount: count("error"),
    skippedCount: count("skipped"),
    products: [...products],
  };
}

const STATUSES = ["imported", "updated", "skipped"] as const;

function statusOf(outcome: string): ImportedProductReply["status"] {
  return STATUSES.find((status) => status === outcome) ?? "error";
}

function toProduct({ remote_id, product_id, outcome, message }: RunItem): ImportedProductReply {
  return {
    wooProductId: Number(remote_id ?? 0),
    productId: product_id,
    status: statusOf(outcome),
    ...(message !== null && { message }),
  };
}
