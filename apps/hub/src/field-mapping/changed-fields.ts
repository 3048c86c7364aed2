// What of a draft differs from what a store was sent last.
import { createHash } from "node:crypto";
import type { ListingDraft } from "../connector-kit/catalogue.ts";
import { entriesOf, onlyEntries } from "./draft-entries.ts";

/** By draft key; equal values have equal hashes, whatever the order of their keys. */
export type Hashes = Readonly<Record<string, string>>;

export function hashesOf(draft: ListingDraft): Hashes {
  return Object.fromEntries(entriesOf(draft).map(([key, value]) => [key, hashOf(value)]));
}

/** The draft with only what differs from the last successful export; empty where nothing does. */
export function changedFields(draft: ListingDraft, sent: Hashes): ListingDraft {
  const now = hashesOf(draft);
  const changed = Object.keys(now).filter((key) => !Object.hasOwn(sent, key) || sent[key] !== now[key]);
  return onlyEntries(draft, new Set(changed));
}

function hashOf(value: unknown): string {
  return createHash("sha256").update(canonical(value)).digest("base64url").slice(0, 22);
}

// The store's ids of images say nothing about what we want to show.
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).filter(
    ([key, one]) => one !== undefined && key !== "remoteId" && key !== "label",
  );
  return `{${entries
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`)
    .join(",")}}`;
}
