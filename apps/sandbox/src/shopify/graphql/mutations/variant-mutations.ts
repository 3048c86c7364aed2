// Many variants of one product at once: all or none.
import { addVariant } from "../../products/make-product.ts";
import {
  announceProduct,
  deleteVariant,
  setAvailable,
  setVariantFields,
  type VariantFields,
  variantFault,
} from "../../products/write-product.ts";
import { gid, idIn } from "../../state/gid.ts";
import type { ProductRecord, VariantRecord } from "../../state/records.ts";
import type { ShopifyState } from "../../state/shopify-state.ts";
import type { GraphContext } from "../context.ts";
import { type MetafieldInput, setMetafields } from "./metafield-mutations.ts";
import { refused, type UserError, userError } from "./user-error.ts";
import { type OptionValueInput, pickOptions, sameOptions } from "./variant-options.ts";

type VariantInput = VariantFields & {
  id?: string | null;
  optionValues?: readonly OptionValueInput[] | null;
  inventoryQuantities?: readonly { locationId: string; availableQuantity: number }[] | null;
  metafields?: readonly MetafieldInput[] | null;
};
type BulkArguments = { productId: string; variants: readonly VariantInput[]; strategy?: string | null };

const noProduct = userError("Product does not exist", ["productId"], "PRODUCT_DOES_NOT_EXIST");

const lastVariant = userError("Cannot delete default variant", ["variantsIds"], "CANNOT_DELETE_LAST_VARIANT");

function notOfProduct(index: number): UserError {
  const code = "AT_LEAST_ONE_VARIANT_DOES_NOT_BELONG_TO_THE_PRODUCT";
  return userError("At least one variant does not belong to the product", ["variantsIds", String(index)], code);
}

export function variantMutations(state: ShopifyState): object {
  return {
    productVariantsBulkCreate: (wish: BulkArguments, context: GraphContext) => createMany(state, wish, context),
    productVariantsBulkUpdate: (wish: BulkArguments, context: GraphContext) => updateMany(state, wish, context),
    productVariantsBulkDelete: (wish: { productId: string; variantsIds: readonly string[] }, context: GraphContext) => {
      const product = state.products.get(idIn(wish.productId, "Product"));
      if (!product) return { product: null, ...refused(noProduct) };
      const wanted = wish.variantsIds.map((id) => idIn(id, "ProductVariant"));
      const foreign = wanted.findIndex((id) => !product.variantIds.includes(id));
      if (foreign >= 0) return { product: null, ...refused(notOfProduct(foreign)) };
      if (product.variantIds.every((id) => wanted.includes(id))) return { product: null, ...refused(lastVariant) };
      for (const id of wish.variantsIds) deleteVariant(state, product, idIn(id, "ProductVariant"));
      announceProduct(state, product, "update");
      return { product: context.views.product(product), userErrors: [] };
    },
  };
}

function createMany(state: ShopifyState, wish: BulkArguments, { views }: GraphContext): object {
  const product = state.products.get(idIn(wish.productId, "Product"));
  if (!product) return nothing(noProduct);
  const wrong = faultAmong(state, wish.variants);
  if (wrong) return nothing(wrong);
  const planned = wish.variants.map((input) => ({
    input,
    options: withNewValues(state, product, input.optionValues ?? []),
  }));
  const existing = product.variantIds.flatMap((id) => state.variants.get(id) ?? []);
  const standalone = existing.find(
    ({ options }) => options[0]?.name === "Title" && options[0].value === "Default Title",
  );
  for (const [index, { options }] of planned.entries()) {
    const path = ["variants", String(index)];
    if (!options) return nothing(userError("Option does not exist", path, "OPTION_DOES_NOT_EXIST"));
    if (existing.some((variant) => variant !== standalone && sameOptions(variant.options, options)))
      return nothing(
        userError(
          "The variant already exists. Please change at least one option value.",
          path,
          "VARIANT_ALREADY_EXISTS",
        ),
      );
  }
  const created = planned.map(({ input, options }) => {
    const variant = addVariant(state, product, { options: options ?? [], at: state.now() });
    write(state, variant, input);
    return variant;
  });
  if (wish.strategy === "REMOVE_STANDALONE_VARIANT" && standalone) deleteVariant(state, product, standalone.id);
  announceProduct(state, product, "update");
  return {
    product: views.product(product),
    productVariants: created.map((variant) => views.variant(variant)),
    userErrors: [],
  };
}

function nothing(error: ReturnType<typeof userError>): object {
  return { product: null, productVariants: null, ...refused(error) };
}

// Looked for before anything is changed: all or none.
function faultAmong(state: ShopifyState, inputs: readonly VariantInput[]): UserError | undefined {
  for (const [index, input] of inputs.entries()) {
    const wrong = variantFault(state, input);
    if (wrong) return userError(wrong.message, ["variants", String(index), wrong.field], "INVALID_INPUT");
  }
  return undefined;
}

// A value that the option does not have yet is added to it.
function withNewValues(
  state: ShopifyState,
  product: ProductRecord,
  inputs: readonly OptionValueInput[],
): VariantRecord["options"] | undefined {
  for (const { optionName, optionId, name } of inputs) {
    const option = product.options.find(
      (one) => one.name === optionName || one.id === idIn(optionId ?? "", "ProductOption"),
    );
    if (option && name != null && !option.values.some((value) => value.name === name))
      option.values.push({ id: state.nextId(), name });
  }
  return pickOptions(product.options, inputs);
}

function write(state: ShopifyState, variant: VariantRecord, input: VariantInput): void {
  setVariantFields(state, variant, input);
  for (const { locationId, availableQuantity } of input.inventoryQuantities ?? [])
    setAvailable(state, variant, idIn(locationId, "Location"), availableQuantity);
  setMetafields(state, gid("ProductVariant", variant.id), input.metafields ?? []);
}

function updateMany(state: ShopifyState, wish: BulkArguments, { views }: GraphContext): object {
  const product = state.products.get(idIn(wish.productId, "Product"));
  if (!product) return nothing(noProduct);
  const pairs = wish.variants.map((input) => ({
    input,
    variant: state.variants.get(idIn(input.id ?? "", "ProductVariant")),
  }));
  for (const [index, { variant, input }] of pairs.entries()) {
    const path = ["variants", String(index)];
    if (variant?.productId !== product.id)
      return nothing(userError("Product variant does not exist", [...path, "id"], "PRODUCT_VARIANT_DOES_NOT_EXIST"));
    if (input.inventoryQuantities)
      return nothing(
        userError(
          "Inventory quantities can only be provided during create.",
          [...path, "inventoryQuantities"],
          "NO_INVENTORY_QUANTITIES_ON_VARIANTS_UPDATE",
        ),
      );
    if (input.optionValues && !pickOptions(product.options, input.optionValues))
      return nothing(
        userError("Option value does not exist", [...path, "optionValues"], "OPTION_VALUE_DOES_NOT_EXIST"),
      );
  }
  const wrong = faultAmong(state, wish.variants);
  if (wrong) return nothing(wrong);
  const written = pairs.flatMap(({ variant, input }) => {
    if (variant) write(state, variant, input);
    if (variant && input.optionValues) variant.options = pickOptions(product.options, input.optionValues) ?? [];
    return variant ?? [];
  });
  announceProduct(state, product, "update");
  return {
    product: views.product(product),
    productVariants: written.map((variant) => views.variant(variant)),
    userErrors: [],
  };
}
