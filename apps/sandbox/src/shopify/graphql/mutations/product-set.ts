// productSet: a product as a whole, by its id, its handle or a custom id. All of it is looked at before anything is changed.
// What is not in a given list is deleted.
import { addVariant, handleOf, newProduct } from "../../products/make-product.ts";
import { type FileInput, fileFault, setFiles } from "../../products/product-files.ts";
import {
  announceProduct,
  deleteVariant,
  type ProductFields,
  setAvailable,
  setProductFields,
  setVariantFields,
  type VariantFields,
  variantFault,
} from "../../products/write-product.ts";
import { gid, idIn } from "../../state/gid.ts";
import type { ProductRecord, VariantRecord } from "../../state/records.ts";
import type { ShopifyState } from "../../state/shopify-state.ts";
import type { GraphContext } from "../context.ts";
import { type CustomId, type MetafieldInput, notUnique, ownerOf, setMetafields } from "./metafield-mutations.ts";
import { type OptionInput, optionFault, toOptions } from "./product-options.ts";
import { refused, type UserError, userError } from "./user-error.ts";
import { type OptionValueInput, pickOptions, sameOptions } from "./variant-options.ts";

type VariantSetInput = VariantFields & {
  id?: string | null;
  optionValues: readonly OptionValueInput[];
  inventoryQuantities?: readonly { locationId: string; name: string; quantity: number }[] | null;
  metafields?: readonly MetafieldInput[] | null;
};
type SetInput = ProductFields & {
  id?: string | null;
  productOptions?: readonly OptionInput[] | null;
  variants?: readonly VariantSetInput[] | null;
  metafields?: readonly MetafieldInput[] | null;
  files?: readonly FileInput[] | null;
};
type Identifier = { id?: string | null; handle?: string | null; customId?: CustomId | null };
export type SetArguments = { identifier?: Identifier | null; input: SetInput };

const mostVariants = 2_048;

export function setWhole(state: ShopifyState, { identifier, input }: SetArguments, { views }: GraphContext): object {
  const known = findProduct(state, identifier ?? {}, input.id);
  const options = input.productOptions ? toOptions(state, input.productOptions) : known?.options;
  const fault = known === null ? noSuchProduct : faultOf({ state, known, identifier, input, options: options ?? [] });
  if (known === null || fault) return { product: null, productSetOperation: null, ...refused(fault ?? noSuchProduct) };
  const product = known ?? newProduct(state, input.title?.trim() ?? "");
  if (identifier?.handle && !known) {
    state.handles.delete(product.handle);
    product.handle = handleOf(state, identifier.handle);
  }
  setProductFields(product, input);
  product.options = options ?? [];
  if (input.variants) setVariants(state, product, input.variants);
  if (product.variantIds.length === 0)
    addVariant(state, product, { options: [{ name: "Title", value: "Default Title" }], at: state.now() });
  if (input.files) setFiles(state, product, input.files);
  const custom = identifier?.customId ? [identifier.customId] : [];
  setMetafields(state, gid("Product", product.id), [...(input.metafields ?? []), ...custom]);
  announceProduct(state, product, known ? "update" : "create");
  return { product: views.product(product), productSetOperation: null, userErrors: [] };
}

const noSuchProduct = userError("Product does not exist", ["identifier"], "PRODUCT_DOES_NOT_EXIST");

// Null where an id names none.
function findProduct(
  state: ShopifyState,
  { id, handle, customId }: Identifier,
  inputId: string | null | undefined,
): ProductRecord | undefined | null {
  const wanted = id ?? inputId;
  if (wanted != null) return state.products.get(idIn(wanted, "Product")) ?? null;
  if (customId) return state.products.get(idIn(ownerOf(state, customId) ?? "", "Product"));
  return handle == null ? undefined : [...state.products.values()].find((product) => product.handle === handle);
}

type Looked = {
  state: ShopifyState;
  known: ProductRecord | undefined;
  identifier: Identifier | null | undefined;
  input: SetInput;
  options: ProductRecord["options"];
};

function faultOf(looked: Looked): UserError | undefined {
  const { state, known, identifier, input } = looked;
  const { title, variants, productOptions, handle } = input;
  const custom = identifier?.customId;
  if (custom && state.metafieldTypes.get(`PRODUCT ${custom.namespace}.${custom.key}`) !== "id")
    return userError("No metafield definition of type id was found", ["identifier", "customId"], "INVALID_METAFIELD");
  if (title?.trim() === "" || (!known && title == null))
    return userError("Title can't be blank", ["input", "title"], "INVALID_INPUT");
  if (handle != null && handle !== known?.handle && state.handles.has(handle))
    return userError("Handle already in use. Please provide a new handle.", ["input", "handle"], "HANDLE_NOT_UNIQUE");
  if (variants && !productOptions)
    return userError(
      "Must specify product options when updating variants",
      ["input", "productOptions"],
      "PRODUCT_OPTIONS_INPUT_MISSING",
    );
  if (productOptions && !variants && known)
    return userError("Must specify variants when updating options", ["input", "variants"], "VARIANTS_INPUT_MISSING");
  const twin = notUnique(state, known ? gid("Product", known.id) : "", input.metafields ?? []);
  if (twin) return userError(twin, ["input", "metafields"], "CAPABILITY_VIOLATION");
  return optionFault(productOptions ?? []) ?? fileFault(state, known, input.files ?? []) ?? variantsFault(looked);
}

function variantsFault({ state, known, input, options }: Looked): UserError | undefined {
  const variants = input.variants ?? [];
  const path = ["input", "variants"];
  if (variants.length > mostVariants) return userError("Variants over limit", path, "VARIANTS_OVER_LIMIT");
  const taken: VariantRecord["options"][] = [];
  for (const [index, variant] of variants.entries()) {
    const where = [...path, String(index)];
    if (variant.id != null && !known?.variantIds.includes(idIn(variant.id, "ProductVariant")))
      return userError("Product variant does not exist", [...where, "id"], "PRODUCT_VARIANT_DOES_NOT_EXIST");
    const picked = pickOptions(options, variant.optionValues);
    if (!picked)
      return userError("Option value does not exist", [...where, "optionValues"], "OPTION_VALUE_DOES_NOT_EXIST");
    if (taken.some((one) => sameOptions(one, picked)))
      return userError(
        "The variant already exists. Please change at least one option value.",
        where,
        "INVALID_VARIANT",
      );
    taken.push(picked);
    const wrong = variantFault(state, variant);
    if (wrong) return userError(wrong.message, [...where, wrong.field], "INVALID_VARIANT");
  }
  return undefined;
}

function setVariants(state: ShopifyState, product: ProductRecord, inputs: readonly VariantSetInput[]): void {
  const kept = new Set<number>();
  for (const input of inputs) {
    const options = pickOptions(product.options, input.optionValues) ?? [];
    const variant =
      findVariant(state, product, input, options) ?? addVariant(state, product, { options, at: state.now() });
    variant.options = options;
    kept.add(variant.id);
    setVariantFields(state, variant, input);
    for (const { locationId, name, quantity } of input.inventoryQuantities ?? [])
      if (name === "available" || name === "on_hand")
        setAvailable(state, variant, idIn(locationId, "Location"), quantity);
    setMetafields(state, gid("ProductVariant", variant.id), input.metafields ?? []);
  }
  for (const id of product.variantIds) if (!kept.has(id)) deleteVariant(state, product, id);
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
