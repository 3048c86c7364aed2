// Sends what differs: a product's own fields, its pictures, and fields of its variants. All of it is absolute and can be said twice.
import type { WriteFailure } from "../../../connector-kit/catalogue.ts";
import type { Document, ShopifyClient } from "../client.ts";
import type { UserErrors } from "../failures.ts";
import { CREATE_VARIANTS, SET_PRODUCT, UPDATE_PRODUCT, UPDATE_VARIANTS } from "./documents.ts";
import { failedByUserErrors } from "./failed.ts";
import { type Family, IDENTITY, type Variant } from "./rows.ts";
import type { Picture, Values } from "./values.ts";

type Json = Readonly<Record<string, unknown>>;

export function productInput({ title, descriptionHtml, vendor, productType, status, tags }: Values): Json {
  const fields = { title, descriptionHtml, vendor, productType, status, tags };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

export function variantInput({ price, compareAtPrice, barcode, sku, weight, options }: Values): Json {
  const item = { ...(sku !== undefined && { sku }), ...(weight && { measurement: { weight } }) };
  return {
    ...(price !== undefined && { price }),
    ...(compareAtPrice !== undefined && { compareAtPrice }),
    ...(barcode !== undefined && { barcode }),
    ...(Object.keys(item).length > 0 && { inventoryItem: item }),
    ...(options && { optionValues: Object.entries(options).map(([optionName, name]) => ({ optionName, name })) }),
  };
}

/** Null where all went well. */
export async function sendProduct(client: ShopifyClient, family: Family, values: Values): Promise<WriteFailure | null> {
  const { id } = family;
  const metafields = values.identity ? { metafields: [{ ...IDENTITY, type: "id", value: values.identity }] } : {};
  const product = { ...productInput(values), ...metafields };
  if (Object.keys(product).length > 0) {
    const { userErrors } = (await client.ask(UPDATE_PRODUCT, { product: { id, ...product } })).productUpdate;
    if (userErrors.length > 0) return failedByUserErrors(userErrors);
  }
  if (values.images === undefined) return null;
  // QUIRK(shopify): the list of files is the whole; films and models that are left out would be taken off the product.
  const others = family.media.nodes.filter(({ mediaContentType }) => mediaContentType !== "IMAGE");
  const files = [...values.images.map(fileInput), ...others.map((medium) => ({ id: medium.id }))];
  const { userErrors } = (await client.ask(SET_PRODUCT, { identifier: { id }, input: { files } })).productSet;
  return userErrors.length > 0 ? failedByUserErrors(userErrors) : null;
}

export function fileInput({ id, src, alt }: Picture): Json {
  const words = alt === undefined ? {} : { alt };
  return id === undefined ? { originalSource: src, contentType: "IMAGE", ...words } : { id, ...words };
}

export type VariantSending = { readonly values: Values; refused(failure: WriteFailure): void };

export async function updateVariants(
  client: ShopifyClient,
  productId: string,
  sendings: readonly (VariantSending & { readonly variant: Variant })[],
): Promise<void> {
  await sendInParts(sendings, async (some) => {
    const variants = some.map(({ variant, values }) => ({ id: variant.id, ...variantInput(values) }));
    return (await client.ask(sized(UPDATE_VARIANTS, some.length), { productId, variants })).productVariantsBulkUpdate
      .userErrors;
  });
}

export async function addVariants(
  client: ShopifyClient,
  productId: string,
  sendings: readonly VariantSending[],
): Promise<void> {
  await sendInParts(sendings, async (some) => {
    const variants = some.map(({ values }) => variantInput(values));
    return (await client.ask(sized(CREATE_VARIANTS, some.length), { productId, variants })).productVariantsBulkCreate
      .userErrors;
  });
}

/** The first variants of a product: they and their options come in the place of the one that it had. */
export async function setFirstVariants(
  client: ShopifyClient,
  productId: string,
  sendings: readonly VariantSending[],
): Promise<void> {
  const open = [...sendings];
  while (open.length > 0) {
    const variants = open.map(({ values }) => variantInput(values));
    const input = { productOptions: optionsOf(open), variants };
    const asked = sized(SET_PRODUCT, open.length);
    const { userErrors } = (await client.ask(asked, { identifier: { id: productId }, input })).productSet;
    if (userErrors.length === 0) return;
    const named = byIndex(userErrors);
    // Nothing was written; what was not the trouble goes again without the others.
    const bad = named ?? new Map(open.map((_, index) => [index, userErrors]));
    for (const [index, errors] of bad) open[index]?.refused(failedByUserErrors(errors));
    for (const index of [...bad.keys()].sort((one, other) => other - one)) open.splice(index, 1);
  }
}

function optionsOf(sendings: readonly VariantSending[]) {
  const options = new Map<string, Set<string>>();
  for (const { values } of sendings) {
    for (const [name, value] of Object.entries(values.options ?? {}))
      options.set(name, (options.get(name) ?? new Set()).add(value));
  }
  return [...options].map(([name, values]) => ({ name, values: [...values].map((value) => ({ name: value })) }));
}

/** QUIRK(shopify): variants are taken all or none, so those that are refused are left out and the others sent again. */
async function sendInParts<T extends VariantSending>(
  sendings: readonly T[],
  send: (some: readonly T[]) => Promise<UserErrors>,
): Promise<void> {
  if (sendings.length === 0) return;
  const errors = await send(sendings);
  if (errors.length === 0) return;
  const bad = byIndex(errors) ?? (sendings.length === 1 ? new Map([[0, errors]]) : null);
  if (bad === null) {
    const middle = Math.ceil(sendings.length / 2);
    await sendInParts(sendings.slice(0, middle), send);
    await sendInParts(sendings.slice(middle), send);
    return;
  }
  for (const [index, own] of bad) sendings[index]?.refused(failedByUserErrors(own));
  await sendInParts(
    sendings.filter((_, index) => !bad.has(index)),
    send,
  );
}

/** Which variant each refusal is about; null where one does not say. */
function byIndex(errors: UserErrors): Map<number, UserErrors> | null {
  const found = new Map<number, UserErrors>();
  for (const error of errors) {
    const index = Number(error.field?.[error.field.indexOf("variants") + 1]);
    if (!error.field?.includes("variants") || !Number.isInteger(index)) return null;
    found.set(index, [...(found.get(index) ?? []), error]);
  }
  return found;
}

/** Long lists of variants cost more: https://shopify.dev/docs/api/admin-graphql/2026-07/input-objects/ProductSetInput. */
function sized<T>(wanted: Document<T>, variants: number): Document<T> {
  return { ...wanted, cost: wanted.cost + Math.ceil(variants * 0.2) };
}
