// A product as its form holds it, and what of it is to be sent: only what differs, so that others' changes stay.
import type { ProductDetail } from "@logix/api/hub/products";
import type { PRODUCT_STATUSES, PRODUCT_STOCK_STATUSES } from "@logix/model";
import type { UseFormReturnType } from "@mantine/form";

export type AttributeLine = {
  readonly name: string;
  readonly kind: "text" | "list" | "number" | "boolean";
  readonly text: string;
  readonly list: string[];
};

export type ProductValues = {
  name: string;
  sku: string;
  description: string;
  short_description: string;
  status: (typeof PRODUCT_STATUSES)[number];
  stock_status: (typeof PRODUCT_STOCK_STATUSES)[number] | "";
  prices: { name: string; value: string }[];
  attributes: AttributeLine[];
  images: { src: string; alt: string; name: string }[];
  categories: string[];
  tags: string[];
  weight: string;
  dimensions: { length: string; width: string; height: string };
  options: { name: string; value: string }[];
};

export type ProductFormApi = UseFormReturnType<ProductValues>;

type Product = Omit<ProductDetail, "effective" | "variants" | "listings">;

const PLAIN_PRICES = ["price", "sale_price"] as const;

export function toValues(product: Product): ProductValues {
  const { length, width, height } = product.dimensions;
  const others = Object.keys(product.prices).filter((name) => !PLAIN_PRICES.some((plain) => plain === name));
  return {
    name: product.name,
    sku: product.sku,
    description: product.description,
    short_description: product.short_description,
    status: product.status,
    stock_status: product.stock_status ?? "",
    prices: [...PLAIN_PRICES, ...others].map((name) => ({ name, value: product.prices[name] ?? "" })),
    attributes: Object.entries(product.attributes).map(([name, value]) => toLine(name, value)),
    images: product.images.map((image) => ({ ...image })),
    categories: product.categories.map((path) => path.join(" > ")),
    tags: [...product.tags],
    weight: product.weight ?? "",
    dimensions: { length: length ?? "", width: width ?? "", height: height ?? "" },
    options: Object.entries(product.options).map(([name, value]) => ({ name, value })),
  };
}

function toLine(name: string, value: Product["attributes"][string]): AttributeLine {
  if (Array.isArray(value)) return { name, kind: "list", text: "", list: [...value] };
  const kind = typeof value === "number" ? "number" : typeof value === "boolean" ? "boolean" : "text";
  return { name, kind, text: String(value), list: [] };
}

/** What changed between the two, as the hub takes it; null takes a name away. */
export function toChange(before: ProductValues, after: ProductValues): Record<string, unknown> {
  const whole = {
    name: after.name,
    sku: after.sku,
    description: after.description,
    short_description: after.short_description,
    status: after.status,
    stock_status: after.stock_status || null,
    images: after.images.filter(({ src }) => src.trim() !== ""),
    categories: after.categories,
    tags: after.tags,
    weight: after.weight || null,
    dimensions: mapped(after.dimensions, (side) => side || null),
  };
  const wanted = Object.entries(whole).filter(([name]) => isChanged(before, after, name));
  return { ...Object.fromEntries(wanted), ...keyedChanges(before, after) };
}

function keyedChanges(before: ProductValues, after: ProductValues): Record<string, unknown> {
  const prices = keyed(pricesOf(before), pricesOf(after));
  const attributes = keyed(attributesOf(before), attributesOf(after));
  const options = keyed(pricesOf({ prices: before.options }), pricesOf({ prices: after.options }));
  return { ...(prices && { prices }), ...(attributes && { attributes }), ...(options && { options }) };
}

function isChanged(before: ProductValues, after: ProductValues, name: string): boolean {
  const [one, other] = [Reflect.get(before, name), Reflect.get(after, name)];
  return JSON.stringify(one) !== JSON.stringify(other);
}

function pricesOf({ prices }: Pick<ProductValues, "prices">): ReadonlyMap<string, unknown> {
  return new Map(
    prices.flatMap(({ name, value }) => (name.trim() && value.trim() ? [[name.trim(), value.trim()]] : [])),
  );
}

function attributesOf({ attributes }: ProductValues): ReadonlyMap<string, unknown> {
  return new Map(attributes.flatMap((line) => (line.name.trim() === "" ? [] : [[line.name.trim(), sentValue(line)]])));
}

function sentValue({ kind, text, list }: AttributeLine): unknown {
  if (kind === "list") return list;
  if (kind === "boolean") return text === "true";
  return kind === "number" && text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
}

function keyed(before: ReadonlyMap<string, unknown>, after: ReadonlyMap<string, unknown>) {
  const changes = [...new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
    const value = after.get(name) ?? null;
    return JSON.stringify(before.get(name) ?? null) === JSON.stringify(value) ? [] : [[name, value] as const];
  });
  return changes.length === 0 ? undefined : Object.fromEntries(changes);
}

function mapped<T extends object>(values: T, to: (value: string) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, to(String(value))]));
}
