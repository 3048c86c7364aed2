// Makes a product that the shop does not have.
import type { ShopifyClient } from "../client.ts";
import { SET_PRODUCT } from "./documents.ts";
import { failed, failedByUserErrors } from "./failed.ts";
import { headOf, IDENTITY } from "./rows.ts";
import { fileInput, productInput, variantInput } from "./sending.ts";
import { noteSent, type Task } from "./task.ts";
import type { Values } from "./values.ts";
import { isHeadOnly } from "./wanted.ts";

export type Shop = {
  readonly client: ShopifyClient;
  /** In which it weighs. */
  unit(): Promise<string>;
  /** Sees to it that the shop knows our kind of id. */
  ready(): Promise<void>;
};
const ALONE = { options: { Title: "Default Title" } } as const;

// By our own id, so that Shopify itself makes no second one of it however often this is said.
export async function createProduct({ client }: Shop, task: Task, values: Values): Promise<void> {
  const { draft, sku } = task.write;
  if (values.title === undefined) {
    task.failure = failed("name_missing", "A product cannot be made without its name", "Select its name too.");
    return;
  }
  const isHead = isHeadOnly(draft, null);
  // Nothing of it can be bought before its variants are there.
  const only = isHead
    ? { ...variantInput(ALONE), inventoryPolicy: "DENY", inventoryItem: { tracked: true } }
    : { ...variantInput({ ...values, ...ALONE }) };
  const status = values.status ?? (isHead || values.price !== undefined ? "ACTIVE" : "DRAFT");
  const input = {
    ...productInput({ ...values, status }),
    ...(values.images && { files: values.images.map(fileInput) }),
    productOptions: [{ name: "Title", values: [{ name: "Default Title" }] }],
    variants: [only],
  };
  const identifier = { customId: { ...IDENTITY, value: sku } };
  noteSent(task, values);
  const { product, userErrors } = (await client.ask(SET_PRODUCT, { identifier, input })).productSet;
  if (userErrors.length > 0 || product === null) task.failure = failedByUserErrors(userErrors);
  else {
    task.row = headOf(product);
    task.isTold = !product.media.pageInfo.hasNextPage;
  }
}
