// The `_links` that WordPress adds to every resource.
import type { JsonObject } from "./json.ts";

const everything = ["GET", "POST", "PUT", "PATCH", "DELETE"];

export type LinkTargets = { self: string; collection: string; up?: string | undefined; allow?: string[] };

export function linksOf({ self, collection, up, allow = everything }: LinkTargets): JsonObject {
  const links = { self: [{ href: self, targetHints: { allow } }], collection: [{ href: collection }] };
  return up === undefined ? links : { ...links, up: [{ href: up }] };
}
