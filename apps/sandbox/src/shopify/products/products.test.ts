// Products: create, set as a whole, variants in bulk, delete.
import { expect, test } from "vitest";
import { ask, listAt, pick, sharedStore } from "../testing/shopify-client.ts";

const shared = sharedStore({ products: 2, plan: "enterprise" });

const setProduct = `mutation ($input: ProductSetInput!, $identifier: ProductSetIdentifiers) {
  productSet(input: $input, identifier: $identifier, synchronous: true) {
    product { id title variants(first: 10) { nodes { id sku price inventoryQuantity selectedOptions { name value } } } metafield(namespace: "hub", key: "id") { value } }
    userErrors { code message }
  }
}`;

const variant = (size: string, price: string) => ({
  optionValues: [{ optionName: "Size", name: size }],
  price,
  inventoryItem: { sku: `TEE-${size}`, tracked: true },
  inventoryQuantities: [
    { locationId: `gid://shopify/Location/${shared.store.control.locations()[0]?.id}`, name: "available", quantity: 4 },
  ],
});
const input = (sizes: string[]) => ({
  title: "Tee",
  productOptions: [{ name: "Size", values: sizes.map((name) => ({ name })) }],
  variants: sizes.map((size) => variant(size, "20.00")),
  metafields: [{ namespace: "hub", key: "id", type: "single_line_text_field", value: "42" }],
});

test("productSet makes a product with variants, and the second time keeps those that are named", async () => {
  const identifier = { handle: "tee" };
  const made = await ask(shared.store, setProduct, { variables: { identifier, input: input(["S", "M"]) } });
  expect(made.at("data.productSet.userErrors")).toEqual([]);
  expect(made.at("data.productSet.product.metafield.value")).toBe("42");
  const variants = listAt(made, "data.productSet.product.variants.nodes");
  expect(variants.map((one) => [pick(one, "sku"), pick(one, "price"), pick(one, "inventoryQuantity")])).toEqual([
    ["TEE-S", "20.00", 4],
    ["TEE-M", "20.00", 4],
  ]);
  const again = await ask(shared.store, setProduct, { variables: { identifier, input: input(["M", "L"]) } });
  expect(again.at("data.productSet.product.id")).toBe(made.at("data.productSet.product.id"));
  const kept = listAt(again, "data.productSet.product.variants.nodes");
  expect(kept.map((one) => pick(one, "sku"))).toEqual(["TEE-M", "TEE-L"]);
  expect(pick(kept[0], "id")).toBe(pick(variants[1], "id"));
});

test("a wrong price in one variant leaves all as they were", async () => {
  const product = shared.store.control.createProduct({ title: "Cup", skuStem: "CUP", options: [["Size", ["S", "M"]]] });
  const update =
    "mutation ($productId: ID!, $variants: [ProductVariantsBulkInput!]!) { productVariantsBulkUpdate(productId: $productId, variants: $variants) { productVariants { price } userErrors { code field } } }";
  const productId = `gid://shopify/Product/${product.id}`;
  const send = (prices: string[]) =>
    ask(shared.store, update, {
      variables: {
        productId,
        variants: product.variantIds.map((id, index) => ({
          id: `gid://shopify/ProductVariant/${id}`,
          price: prices[index],
        })),
      },
    });
  expect((await send(["5.00", "-1"])).at("data.productVariantsBulkUpdate.userErrors.0.field")).toEqual([
    "variants",
    "1",
    "price",
  ]);
  expect(shared.store.control.variantBySku("CUP-S")?.price).toBe(1_000);
  expect((await send(["5.00", "6.50"])).at("data.productVariantsBulkUpdate.productVariants")).toEqual([
    { price: "5.00" },
    { price: "6.50" },
  ]);
});

test("a product without a title is refused; a deleted one is gone with its variants", async () => {
  const create =
    "mutation ($product: ProductCreateInput!) { productCreate(product: $product) { product { id variants(first: 1) { nodes { title } } } userErrors { message } } }";
  expect(
    (await ask(shared.store, create, { variables: { product: { title: " " } } })).at(
      "data.productCreate.userErrors.0.message",
    ),
  ).toBe("Title can't be blank");
  const made = await ask(shared.store, create, { variables: { product: { title: "Vase" } } });
  expect(made.at("data.productCreate.product.variants.nodes.0.title")).toBe("Default Title");
  const id = made.at("data.productCreate.product.id");
  const gone = await ask(
    shared.store,
    "mutation ($id: ID!) { productDelete(input: { id: $id }) { deletedProductId userErrors { message } } }",
    { variables: { id } },
  );
  expect(gone.at("data.productDelete.deletedProductId")).toBe(id);
  expect(
    (await ask(shared.store, "query ($id: ID!) { product(id: $id) { id } }", { variables: { id } })).at("data.product"),
  ).toBeNull();
});
