// What exports, imports and mappings have in common: what they refuse, and why.
import { type CatalogueProduct, HubError } from "@logix/model";
import { z } from "zod";
import { CORE_FIELDS } from "../../field-mapping/index.ts";
import type { Connection } from "../connections/stores.ts";

/** Where nobody laid down what goes to a store. */
export function everyFieldOf({ attributes }: CatalogueProduct): readonly string[] {
  return [...CORE_FIELDS, ...Object.keys(attributes)];
}

/** Texts by name, as the database holds them. */
export const textsSchema = z.record(z.string(), z.string());

export function mappingUnknown(): HubError {
  return new HubError("missing", "Mapping not found", { code: "mapping_unknown" });
}

/** @throws HubError `invalid` */
export function refuseIncompleteMapping(selectedFields: readonly string[]): void {
  if (hasNameAndSku(selectedFields)) return;
  throw new HubError("invalid", 'Export mapping must include "name" and "sku" fields', { code: "name_and_sku_needed" });
}

/** @throws HubError `invalid` */
export function refuseIncompleteFields(fields: readonly string[]): void {
  if (hasNameAndSku(fields)) return;
  throw new HubError("invalid", 'fieldsToExport must include "name" and "sku" fields', { code: "name_and_sku_needed" });
}

/** What holds for all that is sent to a store. */
export function rulesOf({ stockRole, connector }: Connection) {
  return { followsStock: stockRole === "follower", shape: connector.listingShape };
}

/** In the words of the PixelPim document. */
export function notInStore({ connector }: Connection): string {
  return `Product not found in ${connector.title}`;
}

/** @throws HubError `invalid` */
export function refuseInactive({ status, name }: Connection): void {
  if (status === "active") return;
  throw new HubError("invalid", `The connection "${name}" is not active`, {
    code: "connection_inactive",
    remedy: status === "paused" ? "Activate it first" : "The store turns us away: test it, or give it new credentials",
  });
}

function hasNameAndSku(fields: readonly string[]): boolean {
  return fields.includes("name") && fields.includes("sku");
}
