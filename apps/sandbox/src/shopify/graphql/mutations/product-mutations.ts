// Products: create, update, set (whole), delete.
import { addVariant, blankProduct, handleOf, makeOption } from "../../products/make-product.ts";
import {
  announceProduct,
  deleteProduct,
  deleteVariant,
  type ProductFields,
  setAvailable,
  setProductFields,
  setVariantFields,
  type VariantFields,
} from "../../products/write-product.ts";
import { gid, idIn } from "../../state/gid.ts";
import type { ProductRecord, VariantRecord } from "../../state/records.ts";
import type { ShopifyState } from "../../state/shopify-state.ts";
import type { GraphContext } from "../context.ts";
import { type MetafieldInput, setMetafields } from "./metafield-mutations.ts";
import { refused, userError } from "./user-error.ts";
import { type OptionValueInput, pickOptions, sameOptions } from "./variant-options.ts";

type OptionInput = { name?: string | null; values?: readonly { name?: string | null }[] | null };
type ProductInput = ProductFields & {
  id?: string | null;
  productOptions?: readonly OptionInput[] | null;
  metafields?: readonly MetafieldInput[] | null;
};
type VariantSetInput = VariantFields & {
  id?: string | null;
  optionValues: readonly OptionValueInput[];
  inventoryQuantities?: readonly { locationId: string; name: string; quantity: number }[] | null;
  metafields?: readonly MetafieldInput[] | null;
};
type SetInput = ProductInput & { variants?: readonly VariantSetInput[] | null };
type SetArguments = { identifier?: { id?: string | null; handle?: string | null } | null; input: SetInput };

export function productMutations(state: ShopifyState): object {
  return {
    productCreate: (wish: { product?: ProductInput | null; input?: ProductInput | null }, context: GraphContext) =>
      create(state, wish.product ?? wish.input ?? {}, context),
    productUpdate: (wish: { product?: ProductInput | null; input?: ProductInput | null }, context: GraphContext) =>
      update(state, wish.product ?? wish.input ?? {}, context),
    productSet: (wish: SetArguments, context: GraphContext) => setWhole(state, wish, context),
    productDelete: ({ input }: { input: { id: string } }) => {
      const product = state.products.get(idIn(input.id, "Product"));
      if (!product) return { deletedProductId: null, ...refused(userError("Product does not exist", ["id"])) };
      deleteProduct(state, product);
      return { deletedProductId: gid("Product", product.id), userErrors: [] };
    },
  };
}

const noTitle = userError("Title can't be blank", ["title"]);

function create(state: ShopifyState, input: ProductInput, { views }: GraphContext): object {
  const title = input.title?.trim() ?? "";
  if (title === "") return { product: null, ...refused(noTitle) };
  if (input.handle != null && state.handles.has(input.handle))
    return { product: null, ...refused(userError(`Handle '${input.handle}' already in use`, ["input", "handle"])) };
  const product = newProduct(state, title);
  setProductFields(product, input);
  product.options = toOptions(state, input.productOptions);
  // Only the first of all combinations is made; the others wait for productVariantsBulkCreate.
  const first = product.options.map(({ name, values }) => ({ name, value: values[0]?.name ?? "" }));
  const options = first.length > 0 ? first : [{ name: "Title", value: "Default Title" }];
  addVariant(state, product, { options, at: state.now() });
  setMetafields(state, gid("Product", product.id), input.metafields ?? []);
  announceProduct(state, product, "create");
  return { product: views.product(product), shop: null, userErrors: [] };
}

function newProduct(state: ShopifyState, title: string): ProductRecord {
  const product: ProductRecord = { ...blankProduct(state, title, state.now()), images: [] };
  state.products.set(product.id, product);
  return product;
}

function toOptions(state: ShopifyState, inputs: readonly OptionInput[] | null | undefined): ProductRecord["options"] {
  return (inputs ?? []).map(({ name, values }) =>
    makeOption(
      state,
      name ?? "",
      (values ?? []).flatMap((value) => value.name ?? []),
    ),
  );
}

function update(state: ShopifyState, input: ProductInput, { views }: GraphContext): object {
  const product = state.products.get(idIn(input.id ?? "", "Product"));
  if (!product) return { product: null, ...refused(userError("Product does not exist", ["id"])) };
  if (input.title?.trim() === "") return { product: null, ...refused(noTitle) };
  setProductFields(product, input);
  setMetafields(state, gid("Product", product.id), input.metafields ?? []);
  announceProduct(state, product, "update");
  return { product: views.product(product), userErrors: [] };
}

// What is not in a given list is deleted: productSet means the whole.
function setWhole(state: ShopifyState, { identifier, input }: SetArguments, { views }: GraphContext): object {
  const known = findProduct(state, identifier?.id ?? input.id, identifier?.handle);
  if (known === "unknown")
    return { product: null, ...refused(userError("Product does not exist", ["identifier"], "PRODUCT_DOES_NOT_EXIST")) };
  const title = input.title?.trim();
  if (title === "" || (!known && title === undefined))
    return { product: null, ...refused(userError("Title can't be blank", ["input", "title"], "INVALID_INPUT")) };
  const options = input.productOptions ? toOptions(state, input.productOptions) : known?.options;
  const wrong = (input.variants ?? []).find(
    ({ optionValues }) => pickOptions(options ?? [], optionValues) === undefined,
  );
  if (wrong)
    return {
      product: null,
      ...refused(userError("Option value does not exist", ["input", "variants"], "INVALID_INPUT")),
    };
  const product = known ?? newProduct(state, title ?? "");
  if (identifier?.handle && !known) {
    state.handles.delete(product.handle);
    product.handle = handleOf(state, identifier.handle);
  }
  setProductFields(product, input);
  product.options = options ?? [];
  const refusal = input.variants ? setVariants(state, product, input.variants) : undefined;
  if (refusal !== undefined)
    return {
      product: null,
      ...refused(userError(`${refusal} is invalid`, ["input", "variants", refusal], "INVALID_INPUT")),
    };
  if (product.variantIds.length === 0)
    addVariant(state, product, { options: [{ name: "Title", value: "Default Title" }], at: state.now() });
  setMetafields(state, gid("Product", product.id), input.metafields ?? []);
  announceProduct(state, product, known ? "update" : "create");
  return { product: views.product(product), productSetOperation: null, userErrors: [] };
}

function findProduct(
  state: ShopifyState,
  id: string | null | undefined,
  handle: string | null | undefined,
): ProductRecord | undefined | "unknown" {
  if (id != null) return state.products.get(idIn(id, "Product")) ?? "unknown";
  return handle == null ? undefined : [...state.products.values()].find((product) => product.handle === handle);
}

function setVariants(
  state: ShopifyState,
  product: ProductRecord,
  inputs: readonly VariantSetInput[],
): string | undefined {
  const kept = new Set<number>();
  for (const input of inputs) {
    const options = pickOptions(product.options, input.optionValues) ?? [];
    const variant =
      findVariant(state, product, input, options) ?? addVariant(state, product, { options, at: state.now() });
    variant.options = options;
    kept.add(variant.id);
    const refusal = setVariantFields(state, variant, input);
    if (refusal !== undefined) return refusal;
    for (const { locationId, name, quantity } of input.inventoryQuantities ?? [])
      if (name === "available" || name === "on_hand")
        setAvailable(state, variant, idIn(locationId, "Location"), quantity);
    setMetafields(state, gid("ProductVariant", variant.id), input.metafields ?? []);
  }
  for (const id of product.variantIds) if (!kept.has(id)) deleteVariant(state, product, id);
  return undefined;
}

function findVariant(
  state: ShopifyState,
  product: ProductRecord,
  { id }: VariantSetInput,
  options: VariantRecord["options"],
): VariantRecord | undefined {
  if (id != null) return state.variants.get(idIn(id, "ProductVariant"));
  const all = product.variantIds.flatMap((one) => state.variants.get(one) ?? []);
  return all.find((variant) => sameOptions(variant.options, options));
}
