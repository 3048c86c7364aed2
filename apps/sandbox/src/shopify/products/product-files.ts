// The pictures of a product. One that is taken off it stays among the shop's files, and can be put back by its id.
import { type UserError, userError } from "../graphql/mutations/user-error.ts";
import { idIn } from "../state/gid.ts";
import type { ProductRecord } from "../state/records.ts";
import type { ShopifyState } from "../state/shopify-state.ts";

export type FileInput = { id?: string | null; originalSource?: string | null; alt?: string | null };
type Picture = ProductRecord["images"][number];

export function fileFault(
  state: ShopifyState,
  product: ProductRecord | undefined,
  inputs: readonly FileInput[],
): UserError | undefined {
  for (const [index, { id, originalSource }] of inputs.entries()) {
    const path = ["input", "files", String(index)];
    if (id != null && !findFile(state, product, id))
      return userError(`File id ${id} does not exist`, [...path, "id"], "INVALID_INPUT");
    if (id == null && !/^https?:\/\//.test(originalSource ?? ""))
      return userError("Image URL is invalid", [...path, "originalSource"], "INVALID_INPUT");
  }
  return undefined;
}

export function setFiles(state: ShopifyState, product: ProductRecord, inputs: readonly FileInput[]): void {
  const images = inputs.map(({ id, originalSource, alt }): Picture => {
    const known = id == null ? undefined : findFile(state, product, id);
    if (known) return { ...known, alt: alt === undefined ? known.alt : alt };
    return { id: state.nextId(), url: addressOf(originalSource ?? ""), alt: alt ?? null };
  });
  for (const image of product.images) state.files.set(image.id, image);
  product.images = images;
}

function findFile(state: ShopifyState, product: ProductRecord | undefined, id: string): Picture | undefined {
  const number = idIn(id, "MediaImage");
  return product?.images.find((image) => image.id === number) ?? state.files.get(number);
}

// Shopify shows its own copy, under the name that the picture had.
function addressOf(source: string): string {
  return `https://cdn.shopify.com/s/files/1/0001/products/${source.replace(/[?#].*$/, "").replace(/^.*\//, "")}?v=1`;
}
