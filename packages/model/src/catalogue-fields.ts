// What each field of a product may hold, wherever it comes from: a request, a file or a store.
import { z } from "zod";
import { type AttributeValue, PRODUCT_STATUSES, PRODUCT_STOCK_STATUSES, type ProductImage } from "./catalogue.ts";

// The database stores neither zero characters nor halves of surrogate pairs.
const ONE_LINE = /^[^\p{Cc}\p{Cs}]*$/u;
const SOME_LINES = /^(?:[^\p{Cc}\p{Cs}]|[\n\r\t])*$/u;

const LONGEST_DESCRIPTION = 200_000;
const LONGEST_VALUE = 10_000;
const LONGEST_ADDRESS = 2_000;
const MOST_KEYS = 500;
const MOST_ENTRIES = 500;
const DEEPEST_CATEGORY = 20;

function line(most: number) {
  return z
    .string({ error: "must be text" })
    .trim()
    .max(most, `may have ${most} characters at most`)
    .regex(ONE_LINE, "must be one line of text");
}

function named(most: number) {
  return line(most).min(1, "must not be empty");
}

function text(most: number) {
  return z
    .string({ error: "must be text" })
    .trim()
    .max(most, `may have ${most} characters at most`)
    .regex(SOME_LINES, "must be text without control characters");
}

function listOf<Entry extends z.ZodType>(entry: Entry) {
  return z.array(entry, { error: "must be a list" }).max(MOST_ENTRIES, `may have ${MOST_ENTRIES} entries at most`);
}

function keyed<Value extends z.ZodType>(value: Value) {
  return z
    .record(named(200), value, { error: "must be an object of names and values" })
    .refine((values) => Object.keys(values).length <= MOST_KEYS, `may have ${MOST_KEYS} names at most`);
}

const AMOUNT = /^\d{1,15}(?:\.\d{1,10})?$/;
const AMOUNT_PROBLEM =
  "must be a decimal such as 19.90, not negative, with at most 15 digits before the point and 10 after it";
/** More digits than this a JSON number does not keep. */
const MOST_DIGITS = 15;

/** A text is kept as it is written; a number becomes text, and is never calculated with. A blank is none. */
export const decimalSchema = z
  .union([z.number().refine(isExact, `has more than ${MOST_DIGITS} digits: send it as text`), z.string(), z.null()], {
    error: AMOUNT_PROBLEM,
  })
  .transform((amount) => (amount === null ? "" : String(amount).trim()))
  .refine((amount) => amount === "" || AMOUNT.test(amount), AMOUNT_PROBLEM)
  .transform((amount) => amount || null);

function isExact(amount: number): boolean {
  return String(amount).replace(/\D/g, "").replace(/^0+/, "").length <= MOST_DIGITS;
}

export const skuSchema = named(200);
export const productNameSchema = line(1_000);
export const descriptionSchema = text(LONGEST_DESCRIPTION);
export const productStatusSchema = z.enum(PRODUCT_STATUSES, {
  error: `must be one of: ${PRODUCT_STATUSES.join(", ")}`,
});
export const productStockStatusSchema = z.enum(PRODUCT_STOCK_STATUSES, {
  error: `must be one of: ${PRODUCT_STOCK_STATUSES.join(", ")}`,
});

export const attributeNameSchema = named(200);
const attributeValueSchema: z.ZodType<AttributeValue, AttributeValue> = z.union(
  [text(LONGEST_VALUE), z.number(), z.boolean(), listOf(named(1_000))],
  { error: "must be text, a number, true or false, or a list of texts" },
);
export const attributesChangeSchema = keyed(attributeValueSchema.nullable());
export const optionsChangeSchema = keyed(named(1_000).nullable());

const PRICE_NAMES: Readonly<Record<string, string>> = {
  salePrice: "sale_price",
  regular_price: "price",
  regularPrice: "price",
};

/** A price by its own name: the two that every shop has are also known by other spellings. */
export function priceName(name: string): string {
  return Object.hasOwn(PRICE_NAMES, name) ? (PRICE_NAMES[name] ?? name) : name;
}

export const pricesChangeSchema = keyed(decimalSchema).transform((prices, context) => {
  const renamed = new Map<string, string | null>();
  for (const [name, price] of Object.entries(prices)) {
    if (renamed.has(priceName(name))) {
      context.addIssue({ code: "custom", path: [name], message: `is given twice, as ${priceName(name)} too` });
    }
    renamed.set(priceName(name), price);
  }
  return Object.fromEntries(renamed);
});

const addressSchema = z
  .string({ error: "must be text" })
  .trim()
  .max(LONGEST_ADDRESS, `may have ${LONGEST_ADDRESS} characters at most`)
  .regex(ONE_LINE, "must be one line of text")
  .refine(isWebAddress, "must be an address such as https://example.com/blue-mug.jpg");

function isWebAddress(address: string): boolean {
  return URL.canParse(address) && ["http:", "https:"].includes(new URL(address).protocol);
}

const imageSchema = z
  .union(
    [addressSchema, z.strictObject({ src: addressSchema, alt: line(1_000).nullish(), name: line(1_000).nullish() })],
    { error: "must be an object with src, or an address" },
  )
  .transform((image): ProductImage => {
    if (typeof image === "string") return { src: image, alt: "", name: "" };
    return { src: image.src, alt: image.alt ?? "", name: image.name ?? "" };
  });
export const imagesSchema = listOf(imageSchema);

const categorySchema = z
  .union([line(2_000).transform(toPath), z.array(line(200))], {
    error: "must be a list of names, or text such as Home > Kitchen",
  })
  .refine(isPath, "must have a name on every level")
  .refine((path) => path.length <= DEEPEST_CATEGORY, `may have ${DEEPEST_CATEGORY} levels at most`);
export const categoriesSchema = listOf(categorySchema).transform(withoutRepeats);

function toPath(path: string): string[] {
  return path.split(">").map((name) => name.trim());
}

function isPath(path: readonly string[]): boolean {
  return path.length > 0 && path.every((name) => name !== "");
}

export const tagsSchema = listOf(named(200)).transform(withoutRepeats);

function withoutRepeats<Entry>(entries: readonly Entry[]): readonly Entry[] {
  return [...new Map(entries.map((entry) => [JSON.stringify(entry), entry])).values()];
}

/** A change in our own words, as importers give it. */
export const productChangeSchema = z.object({
  name: productNameSchema.optional(),
  description: descriptionSchema.optional(),
  shortDescription: descriptionSchema.optional(),
  status: productStatusSchema.optional(),
  prices: pricesChangeSchema.nullish(),
  attributes: attributesChangeSchema.nullish(),
  images: imagesSchema.optional(),
  categories: categoriesSchema.optional(),
  tags: tagsSchema.optional(),
  weight: decimalSchema.optional(),
  length: decimalSchema.optional(),
  width: decimalSchema.optional(),
  height: decimalSchema.optional(),
  stockStatus: productStockStatusSchema.nullish(),
  options: optionsChangeSchema.nullish(),
});

export const importedProductSchema = productChangeSchema.extend({
  sku: skuSchema,
  variants: z.array(productChangeSchema.extend({ sku: skuSchema })).optional(),
});
