// Addresses as they are saved: only the sent fields change.

import { isObject, type Json } from "../wordpress/json.ts";
import { cleanText } from "../wordpress/text.ts";

export function writeAddress<T extends Record<string, string>>(address: T, sent: Json | undefined): T {
  if (!isObject(sent)) return address;
  const changed: T = { ...address };
  for (const key of keysOf(address)) {
    const value = sent[key];
    if (typeof value === "string" || typeof value === "number")
      Object.assign(changed, { [key]: cleanText(String(value)) });
  }
  return changed;
}

function keysOf(address: Record<string, string>): string[] {
  return Object.keys(address);
}
