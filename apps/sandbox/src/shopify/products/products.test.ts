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

const setOne = `mutation ($identifier: ProductSetIdentifiers, $input: ProductSetInput!) {
  productSet(identifier: $identifier, input: $input) {
    product { id title hasOnlyDefaultVariant media(first: 5) { nodes { id alt } } variants(first: 5) { nodes { sku } } }
    userErrors { code field }
  }
}`;
const define = `mutation { metafieldDefinitionCreate(definition: { name: "Own id", namespace: "hub", key: "sku", type: "id", ownerType: PRODUCT }) {
  createdDefinition { key } userErrors { code }
} }`;
const byCustomId = (value: string) => ({ customId: { namespace: "hub", key: "sku", value } });
const plain = {
  title: "Bowl",
  productOptions: [{ name: "Title", values: [{ name: "Default Title" }] }],
  variants: [{ optionValues: [{ optionName: "Title", name: "Default Title" }], inventoryItem: { sku: "BOWL" } }],
};
const setIt = (variables: object) => ask(shared.store, setOne, { variables });

test("a custom id has to be defined, makes a product once, and belongs to one only", async () => {
  const early = await setIt({ identifier: byCustomId("BOWL"), input: plain });
  expect(early.at("data.productSet.userErrors.0.code")).toBe("INVALID_METAFIELD");
  expect((await ask(shared.store, define)).at("data.metafieldDefinitionCreate.userErrors")).toEqual([]);
  expect((await ask(shared.store, define)).at("data.metafieldDefinitionCreate.userErrors.0.code")).toBe("TAKEN");
  const made = await setIt({ identifier: byCustomId("BOWL"), input: plain });
  const id = made.at("data.productSet.product.id");
  expect(made.at("data.productSet.product.hasOnlyDefaultVariant")).toBe(true);
  const again = await setIt({ identifier: byCustomId("BOWL"), input: { ...plain, title: "Deep bowl" } });
  expect([again.at("data.productSet.product.id"), again.at("data.productSet.product.title")]).toEqual([
    id,
    "Deep bowl",
  ]);
  const found = await ask(
    shared.store,
    '{ productByIdentifier(identifier: { customId: { namespace: "hub", key: "sku", value: "BOWL" } }) { id } }',
  );
  expect(found.at("data.productByIdentifier.id")).toBe(id);
  const other = shared.store.control.createProduct({ title: "Plate", skuStem: "PLATE" });
  const theft = `mutation { productUpdate(product: { id: "gid://shopify/Product/${other.id}", metafields: [{ namespace: "hub", key: "sku", type: "id", value: "BOWL" }] }) { userErrors { field message } } }`;
  expect((await ask(shared.store, theft)).at("data.productUpdate.userErrors.0.field")).toEqual(["metafields"]);
});

test("pictures are a list as a whole; one that was taken off can be put back by its id", async () => {
  const input = {
    ...plain,
    title: "Jug",
    files: [{ originalSource: "https://pictures.example/jug.jpg", alt: "A jug" }],
  };
  const made = await setIt({ input });
  const id = made.at("data.productSet.product.id");
  const picture = made.at("data.productSet.product.media.nodes.0.id");
  const bare = await setIt({ identifier: { id }, input: { files: [] } });
  expect(bare.at("data.productSet.product.media.nodes")).toEqual([]);
  const back = await setIt({ identifier: { id }, input: { files: [{ id: picture }] } });
  expect(back.at("data.productSet.product.media.nodes")).toEqual([{ id: picture, alt: "A jug" }]);
});

const size = (name: string) => ({ optionValues: [{ optionName: "Size", name }] });
const sizes = (...names: string[]) => ({ name: "Size", values: names.map((name) => ({ name })) });

test.each([
  [
    "four options",
    { productOptions: ["A", "B", "C", "D"].map((name) => ({ ...sizes("1"), name })) },
    "OPTIONS_OVER_LIMIT",
  ],
  ["an option twice", { productOptions: [sizes("S"), { ...sizes("M"), name: "size" }] }, "DUPLICATED_OPTION_NAME"],
  ["a value twice", { productOptions: [sizes("S", "s")] }, "DUPLICATED_OPTION_VALUE"],
  ["an option without values", { productOptions: [{ name: "Size" }] }, "OPTION_VALUES_MISSING"],
  ["variants without options", { variants: [size("S")] }, "PRODUCT_OPTIONS_INPUT_MISSING"],
  ["an unknown value", { productOptions: [sizes("S")], variants: [size("XL")] }, "OPTION_VALUE_DOES_NOT_EXIST"],
  ["two equal variants", { productOptions: [sizes("S")], variants: [size("S"), size("S")] }, "INVALID_VARIANT"],
  [
    "a price below nothing",
    { productOptions: [sizes("S")], variants: [{ ...size("S"), price: "-1" }] },
    "INVALID_VARIANT",
  ],
  [
    "a foreign variant",
    { productOptions: [sizes("S")], variants: [{ ...size("S"), id: "gid://shopify/ProductVariant/1" }] },
    "PRODUCT_VARIANT_DOES_NOT_EXIST",
  ],
  ["a picture without an address", { files: [{ originalSource: "jug.jpg" }] }, "INVALID_INPUT"],
  ["an unknown picture", { files: [{ id: "gid://shopify/MediaImage/1" }] }, "INVALID_INPUT"],
  ["a handle that is taken", { handle: "handle-of-another" }, "HANDLE_NOT_UNIQUE"],
])("%s is refused, and nothing is made", async (_, input, code) => {
  const { control } = shared.store;
  if (code === "HANDLE_NOT_UNIQUE") control.createProduct({ title: "Handle of another", skuStem: "HANDLE" });
  const before = control.products().length;
  const reply = await setIt({ input: { title: "Wrong", ...input } });
  expect(reply.at("data.productSet.userErrors.0.code")).toBe(code);
  expect(reply.at("data.productSet.product")).toBeNull();
  expect(control.products()).toHaveLength(before);
});

test("the last variant of a product goes only with it, and a foreign one not at all", async () => {
  const product = shared.store.control.createProduct({ title: "Pan", skuStem: "PAN", options: [["Size", ["S", "M"]]] });
  const remove = (...ids: number[]) =>
    ask(
      shared.store,
      "mutation ($productId: ID!, $ids: [ID!]!) { productVariantsBulkDelete(productId: $productId, variantsIds: $ids) { userErrors { code } } }",
      {
        variables: {
          productId: `gid://shopify/Product/${product.id}`,
          ids: ids.map((id) => `gid://shopify/ProductVariant/${id}`),
        },
      },
    );
  const code = "data.productVariantsBulkDelete.userErrors.0.code";
  expect((await remove(1)).at(code)).toBe("AT_LEAST_ONE_VARIANT_DOES_NOT_BELONG_TO_THE_PRODUCT");
  expect((await remove(...product.variantIds)).at(code)).toBe("CANNOT_DELETE_LAST_VARIANT");
  expect((await remove(product.variantIds[0] ?? 0)).at(code)).toBeUndefined();
});
