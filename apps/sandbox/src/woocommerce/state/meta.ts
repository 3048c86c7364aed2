// Custom fields of orders, products and customers, with WordPress' habits when they are saved.
import { isList, isObject, type Json, type JsonObject, objectsOf } from "../wordpress/json.ts";

export type Meta = { id: number; key: string; value: Json };
export type NextId = () => number;

// QUIRK(woocommerce): one entry per key, null deletes, true becomes "1", false "", numbers become text.
export function writeMeta(meta: Meta[], sent: Json | undefined, nextId: NextId): Meta[] {
  let result = [...meta];
  for (const entry of objectsOf(sent)) {
    const key = String(entry.key ?? "");
    const id = Number(entry.id ?? 0);
    const existing = result.find((item) => (id > 0 ? item.id === id : item.key === key));
    if (entry.value === null || entry.value === undefined) {
      result = result.filter((item) => item !== existing);
    } else if (existing) {
      const value = storedValue(entry.value);
      result = result.map((item) =>
        item === existing ? { id: item.id, key: entry.key === undefined ? item.key : key, value } : item,
      );
    } else {
      result.push({ id: nextId(), key, value: storedValue(entry.value) });
    }
  }
  return result;
}

export function setMeta(meta: Meta[], key: string, value: string, nextId: NextId): Meta[] {
  return writeMeta(meta, [{ key, value }], nextId);
}

export function dropMeta(meta: Meta[], key: string): Meta[] {
  return meta.filter((item) => item.key !== key);
}

export function metaValue(meta: readonly Meta[], key: string): Json | undefined {
  return meta.find((item) => item.key === key)?.value;
}

function storedValue(value: Json): Json {
  if (value === true) return "1";
  if (value === false) return "";
  if (typeof value === "number") return String(value);
  if (isObject(value)) return keepInside(value);
  if (isList(value)) return value.map((item) => (isObject(item) ? keepInside(item) : item));
  return value;
}

// PHP has no empty object: {} comes back as [].
function keepInside(value: JsonObject): Json {
  const entries = Object.entries(value);
  if (entries.length === 0) return [];
  return Object.fromEntries(entries.map(([key, inner]) => [key, isObject(inner) ? keepInside(inner) : inner]));
}

export function metaView(meta: readonly Meta[]): JsonObject[] {
  return [...meta].sort((a, b) => a.id - b.id);
}

// QUIRK(woocommerce): an order's own meta comes sorted by key, everybody else's by id.
export function orderMetaView(meta: readonly Meta[]): JsonObject[] {
  return [...meta].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.id - b.id));
}
