// Many variants of one product at once: all or none.
import { addVariant } from "../../products/make-product.ts";
import {
  announceProduct,
  deleteVariant,
  setAvailable,
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

type VariantInput = VariantFields & {
  id?: string | null;
  optionValues?: readonly OptionValueInput[] | null;
  inventoryQuantities?: readonly { locationId: string; availableQuantity: number }[] | null;
  metafields?: readonly MetafieldInput[] | null;
};
type BulkArguments = { productId: string; variants: readonly VariantInput[]; strategy?: string | null };

const noProduct = userError("Product does not exist", ["productId"], "PRODUCT_DOES_NOT_EXIST");

export function variantMutations(state: ShopifyState): object {
  return {
    productVariantsBulkCreate: (wish: BulkArguments, context: GraphContext) => createMany(state, wish, context),
    productVariantsBulkUpdate: (wish: BulkArguments, context: GraphContext) => updateMany(state, wish, context),
    productVariantsBulkDelete: (wish: { productId: string; variantsIds: readonly string[] }, context: GraphContext) => {
      const product = state.products.get(idIn(wish.productId, "Product"));
      if (!product) return { product: null, ...refused(noProduct) };
      for (const id of wish.variantsIds) deleteVariant(state, product, idIn(id, "ProductVariant"));
      announceProduct(state, product, "update");
      return { product: context.views.product(product), userErrors: [] };
    },
  };
}

function createMany(state: ShopifyState, wish: BulkArguments, { views }: GraphContext): object {
  const product = state.products.get(idIn(wish.productId, "Product"));
  if (!product) return nothing(noProduct);
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
  const before = product.variantIds;
  const created = planned.map(({ options }) => addVariant(state, product, { options: options ?? [], at: state.now() }));
  const wrong = created
    .map((variant, index) => write(state, variant, wish.variants[index] ?? {}))
    .find((field) => field !== undefined);
  if (wrong !== undefined) {
    for (const { id } of created) deleteVariant(state, product, id);
    product.variantIds = before;
    return nothing(userError(`${wrong} is invalid`, ["variants", wrong], "INVALID_INPUT"));
  }
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

function write(state: ShopifyState, variant: VariantRecord, input: VariantInput): string | undefined {
  const refusal = setVariantFields(state, variant, input);
  if (refusal !== undefined) return refusal;
  for (const { locationId, availableQuantity } of input.inventoryQuantities ?? [])
    setAvailable(state, variant, idIn(locationId, "Location"), availableQuantity);
  setMetafields(state, gid("ProductVariant", variant.id), input.metafields ?? []);
  return undefined;
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
    // Tried on a copy first: a wrong price in the last variant must not leave the first one changed.
    const wrong = setVariantFields({ ...state, items: new Map() }, { ...variant }, input);
    if (wrong !== undefined) return nothing(userError(`${wrong} is invalid`, [...path, wrong], "INVALID_INPUT"));
  }
  const written = pairs.flatMap(({ variant, input }) => {
    if (variant) write(state, variant, input);
    return variant ?? [];
  });
  announceProduct(state, product, "update");
  return {
    product: views.product(product),
    productVariants: written.map((variant) => views.variant(variant)),
    userErrors: [],
  };
}
