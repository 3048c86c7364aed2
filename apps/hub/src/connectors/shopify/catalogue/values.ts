// What a listing shows in Shopify's own fields: kept beside each write, compared, and sent again to undo it.
import { z } from "zod";
import { sameDecimal } from "../../../connector-kit/decimal.ts";
import { isPlaceholder, picturesOf, type Row } from "./rows.ts";

const pictureSchema = z.object({
  /** Shopify's own; left out of one that is to be fetched from `src`. */
  id: z.string().optional(),
  src: z.string().optional(),
  alt: z.string().optional(),
});
const weightSchema = z.object({ value: z.number(), unit: z.string() });
export const valuesSchema = z
  .object({
    title: z.string(),
    descriptionHtml: z.string(),
    vendor: z.string(),
    productType: z.string(),
    status: z.string(),
    tags: z.array(z.string()),
    identity: z.string().nullable(),
    images: z.array(pictureSchema),
    sku: z.string(),
    barcode: z.string(),
    price: z.string(),
    compareAtPrice: z.string().nullable(),
    weight: weightSchema,
    options: z.record(z.string(), z.string()),
  })
  .partial();
export type Values = Readonly<z.infer<typeof valuesSchema>>;
export type Picture = z.infer<typeof pictureSchema>;
export type Field = keyof Values;

export const FIELDS: readonly Field[] = valuesSchema.keyof().options;

export function shownValues(row: Row): Values {
  const { family, variant, isVariant } = row;
  const { title, descriptionHtml, vendor, productType, status, tags } = family;
  const images = picturesOf(family).map(({ id, alt }) => ({ id, alt: alt ?? "" }));
  const identity = family.identity?.value ?? null;
  const head = isVariant ? {} : { title, descriptionHtml, vendor, productType, status, tags, images, identity };
  if (variant === null || isPlaceholder(row)) return head;
  const { price, compareAtPrice, barcode, sku, selectedOptions, inventoryItem } = variant;
  return {
    ...head,
    sku: sku ?? "",
    barcode: barcode ?? "",
    price,
    compareAtPrice,
    weight: inventoryItem.measurement.weight ?? { value: 0, unit: "KILOGRAMS" },
    ...(isVariant && { options: Object.fromEntries(selectedOptions.map(({ name, value }) => [name, value])) }),
  };
}

export function only(values: Values, fields: readonly Field[]): Values {
  return Object.fromEntries(fields.flatMap((field) => (values[field] === undefined ? [] : [[field, values[field]]])));
}

/** The fields of `wanted` in which `shown` is something else. */
export function differing(wanted: Values, shown: Values): Values {
  return only(
    wanted,
    FIELDS.filter((field) => wanted[field] !== undefined && !isSame(field, wanted, shown)),
  );
}

function isSame(field: Field, one: Values, other: Values): boolean {
  switch (field) {
    case "price":
      return sameDecimal(one.price ?? "", other.price ?? "");
    case "compareAtPrice":
      return sameDecimal(one.compareAtPrice ?? "", other.compareAtPrice ?? "");
    case "tags":
      return tagsOf(one) === tagsOf(other);
    case "weight":
      return Math.abs(gramsOf(one.weight) - gramsOf(other.weight)) < 0.01;
    case "images":
      return JSON.stringify(one.images?.map(marksOf)) === JSON.stringify(other.images?.map(marksOf));
    case "options":
      return Object.entries(one.options ?? {}).every(([name, value]) => other.options?.[name] === value);
    default:
      return one[field] === other[field];
  }
}

const marksOf = ({ id, src, alt = "" }: Picture) => [id ?? src, alt];

/** QUIRK(shopify): tags come sorted, and differ in more than their case. */
function tagsOf({ tags = [] }: Values): string {
  return JSON.stringify([...new Set(tags.map((tag) => tag.trim().toLowerCase()))].sort());
}

const GRAMS: Readonly<Record<string, number>> = {
  GRAMS: 1,
  KILOGRAMS: 1000,
  OUNCES: 28.349_523_125,
  POUNDS: 453.592_37,
};

function gramsOf(weight: Values["weight"]): number {
  return weight ? weight.value * (GRAMS[weight.unit] ?? 1) : 0;
}

/** As decimal text in another unit. */
export function weightIn(unit: string, weight: Values["weight"]): string {
  if (!weight || weight.value === 0) return "";
  const value = weight.unit === unit ? weight.value : gramsOf(weight) / (GRAMS[unit] ?? 1);
  return String(Number(value.toFixed(4)));
}
