// What a JSON value looks like: its keys and the types found under each, over many examples.
import { isList, isObject, type Json } from "../wordpress/json.ts";

export type Shape = {
  types: Set<string>;
  // Seen as an object how often, and each key how often: a key seen every time is required.
  objects: number;
  keys: Map<string, { seen: number; shape: Shape }>;
  items: Shape | undefined;
};

export function shapeOf(examples: readonly Json[]): Shape {
  const shape = emptyShape();
  for (const example of examples) learn(shape, example);
  return shape;
}

function emptyShape(): Shape {
  return { types: new Set(), objects: 0, keys: new Map(), items: undefined };
}

function learn(shape: Shape, value: Json): void {
  shape.types.add(typeOf(value));
  if (isList(value)) {
    shape.items ??= emptyShape();
    for (const item of value) learn(shape.items, item);
  } else if (isObject(value)) {
    shape.objects += 1;
    for (const [key, inner] of Object.entries(value)) {
      const known = shape.keys.get(key) ?? { seen: 0, shape: emptyShape() };
      shape.keys.set(key, known);
      known.seen += 1;
      if (inner !== undefined) learn(known.shape, inner);
    }
  }
}

function typeOf(value: Json): string {
  if (value === null) return "null";
  return isList(value) ? "list" : typeof value;
}

// Every way in which a value does not fit; paths that end in one of `free` may hold anything.
export function misfits(shape: Shape, value: Json, free: readonly string[] = [], path = "$"): string[] {
  if (free.some((end) => path.endsWith(end))) return [];
  const type = typeOf(value);
  if (!shape.types.has(type)) return [`${path}: ${type}, recorded ${[...shape.types].join("|")}`];
  if (isList(value)) {
    const items = shape.items;
    if (!items || items.types.size === 0) return [];
    return value.flatMap((item) => misfits(items, item, free, `${path}[]`));
  }
  return isObject(value) ? objectMisfits(shape, value, free, path) : [];
}

function objectMisfits(
  shape: Shape,
  value: { readonly [key: string]: Json | undefined },
  free: readonly string[],
  path: string,
): string[] {
  const missing = [...shape.keys]
    .filter(([key, { seen }]) => seen === shape.objects && value[key] === undefined)
    .map(([key]) => `${path}.${key}: missing`);
  const others = Object.entries(value).flatMap(([key, inner]) => {
    const known = shape.keys.get(key);
    if (inner === undefined) return [];
    return known ? misfits(known.shape, inner, free, `${path}.${key}`) : [`${path}.${key}: not recorded`];
  });
  return [...missing, ...others];
}
