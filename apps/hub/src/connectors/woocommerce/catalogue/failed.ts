// Why one listing was not written, for its owner.
import type { HubError } from "@logix/model";
import type { WriteFailure } from "../../../connector-kit/catalogue.ts";

export function failed(code: string, message: string, remedy: string | null, again = false): WriteFailure {
  return { outcome: "failed", code, message, remedy, again };
}

export function failedBy({ kind, message, details }: HubError): WriteFailure {
  const again = kind === "unreachable" || kind === "unreadable" || kind === "limited";
  const code = kind === "missing" ? "gone" : kind === "refused" ? refusalCode(details.code) : (details.code ?? kind);
  return failed(code, message, details.remedy ?? null, again);
}

function refusalCode(code: string | undefined): string {
  if (code === "product_invalid_sku") return "sku_taken";
  // The store's own words for it are many, and they are in the message.
  return code === undefined || code.startsWith("woocommerce_") || code === "store_refused" ? "refused" : code;
}
