// What a change makes of a product, and what is different afterwards.
import type { AttributeValue, ProductChange, ProductContent } from "@logix/model";

export const NO_CONTENT: ProductContent = {
  name: "",
  description: "",
  shortDescription: "",
  status: "publish",
  prices: {},
  attributes: {},
  images: [],
  categories: [],
  tags: [],
  weight: null,
  length: null,
  width: null,
  height: null,
  stockStatus: null,
  options: {},
};

export function applyChange(held: ProductContent, change: ProductChange): ProductContent {
  return {
    name: change.name ?? held.name,
    description: change.description ?? held.description,
    shortDescription: change.shortDescription ?? held.shortDescription,
    status: change.status ?? held.status,
    prices: withKeys(held.prices, change.prices, sameNumber),
    attributes: withKeys(held.attributes, change.attributes, isSame),
    images: change.images ?? held.images,
    categories: change.categories ?? held.categories,
    tags: change.tags ?? held.tags,
    weight: measure(held.weight, change.weight),
    length: measure(held.length, change.length),
    width: measure(held.width, change.width),
    height: measure(held.height, change.height),
    stockStatus: change.stockStatus === undefined ? held.stockStatus : change.stockStatus,
    options: withKeys(held.options, change.options, isSame),
  };
}

/** What stays the same keeps its spelling: a spreadsheet writes 19.90 as 19.9. */
function measure(held: string | null, given: string | null | undefined): string | null {
  if (given === undefined) return held;
  return held !== null && given !== null && sameNumber(held, given) ? held : given;
}

function withKeys<Value extends AttributeValue>(
  held: Readonly<Record<string, Value>>,
  given: Readonly<Record<string, Value | null>> | null | undefined,
  same: (held: Value, given: Value) => boolean,
): Readonly<Record<string, Value>> {
  if (given === undefined) return held;
  if (given === null) return {};
  const values = new Map(Object.entries(held));
  for (const [key, value] of Object.entries(given)) {
    const before = values.get(key);
    if (value === null || isNothing(value)) values.delete(key);
    else if (before === undefined || !same(before, value)) values.set(key, value);
  }
  return Object.fromEntries(values);
}

/** An empty text or list is no value. */
function isNothing(value: AttributeValue): boolean {
  return value === "" || (Array.isArray(value) && value.length === 0);
}

function sameNumber(one: string, other: string): boolean {
  return plain(one) === plain(other);
}

/** "0019.90" → "19.9". */
function plain(decimal: string): string {
  const [whole = "", fraction = ""] = decimal.split(".");
  const cut = fraction.replace(/0+$/, "");
  return `${whole.replace(/^0+(?=\d)/, "")}${cut && `.${cut}`}`;
}

type FieldChange = { readonly from: unknown; readonly to: unknown };
export type Differences = Readonly<Record<string, FieldChange>>;

const WHOLE_FIELDS = [
  ["name", "name"],
  ["description", "description"],
  ["shortDescription", "short_description"],
  ["status", "status"],
  ["images", "images"],
  ["categories", "categories"],
  ["tags", "tags"],
  ["weight", "weight"],
  ["length", "dimensions.length"],
  ["width", "dimensions.width"],
  ["height", "dimensions.height"],
  ["stockStatus", "stock_status"],
] as const satisfies readonly (readonly [keyof ProductContent, string])[];

/** By the names that fields have on the wire; prices, attributes and options one by one. Empty where nothing differs. */
export function differencesOf(before: ProductContent, after: ProductContent): Differences {
  const whole = WHOLE_FIELDS.flatMap(([field, name]) => {
    const [from, to] = [before[field], after[field]];
    return isSame(from, to) ? [] : [[name, { from, to }] as const];
  });
  const keyed = (["prices", "attributes", "options"] as const).flatMap((field) =>
    keyedDifferences(field, before[field], after[field]),
  );
  return Object.fromEntries([...whole, ...keyed]);
}

function keyedDifferences(
  field: string,
  before: Readonly<Record<string, AttributeValue>>,
  after: Readonly<Record<string, AttributeValue>>,
): (readonly [string, FieldChange])[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => {
    const [from = null, to = null] = [ownValue(before, key), ownValue(after, key)];
    return isSame(from, to) ? [] : [[`${field}.${key}`, { from, to }] as const];
  });
}

/** A name such as `constructor` must not be found where nobody put it. */
function ownValue(values: Readonly<Record<string, AttributeValue>>, key: string): AttributeValue | undefined {
  return Object.hasOwn(values, key) ? values[key] : undefined;
}

/** Both come from plain JSON whose keys were written by us in one order. */
function isSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
