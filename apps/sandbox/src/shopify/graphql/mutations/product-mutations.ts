// Products: create, update, set (whole), delete.
import { addVariant, newProduct } from "../../products/make-product.ts";
import { announceProduct, deleteProduct, type ProductFields, setProductFields } from "../../products/write-product.ts";
import { gid, idIn } from "../../state/gid.ts";
import type { ShopifyState } from "../../state/shopify-state.ts";
import type { GraphContext } from "../context.ts";
import { type MetafieldInput, notUnique, setMetafields } from "./metafield-mutations.ts";
import { type OptionInput, toOptions } from "./product-options.ts";
import { type SetArguments, setWhole } from "./product-set.ts";
import { refused, userError } from "./user-error.ts";

type ProductInput = ProductFields & {
  id?: string | null;
  productOptions?: readonly OptionInput[] | null;
  metafields?: readonly MetafieldInput[] | null;
};

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

function update(state: ShopifyState, input: ProductInput, { views }: GraphContext): object {
  const product = state.products.get(idIn(input.id ?? "", "Product"));
  if (!product) return { product: null, ...refused(userError("Product does not exist", ["id"])) };
  if (input.title?.trim() === "") return { product: null, ...refused(noTitle) };
  const owner = gid("Product", product.id);
  if (input.handle != null && input.handle !== product.handle && state.handles.has(input.handle))
    return { product: null, ...refused(userError(`Handle '${input.handle}' already in use`, ["handle"])) };
  const twin = notUnique(state, owner, input.metafields ?? []);
  if (twin) return { product: null, ...refused(userError(twin, ["metafields"])) };
  setProductFields(product, input);
  setMetafields(state, owner, input.metafields ?? []);
  announceProduct(state, product, "update");
  return { product: views.product(product), userErrors: [] };
}
