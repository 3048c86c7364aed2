// Deletes products, and single variants, for good.
import { isHubError } from "@logix/model";
import type { ShopifyClient } from "../client.ts";
import { refuseUserErrors } from "../failures.ts";
import { gid, tailOf } from "../ids.ts";
import { DELETE_PRODUCT, DELETE_VARIANTS } from "./documents.ts";
import type { Place } from "./look.ts";

/** @throws HubError `refused` for the last variant of a product, which goes only with it. */
export async function removeListing(client: ShopifyClient, place: Place): Promise<"removed" | "gone"> {
  const { remoteId, parentRemoteId } = place;
  try {
    if (parentRemoteId === null) await removeProduct(client, gid("Product", remoteId));
    else await removeVariants(client, gid("Product", parentRemoteId), [gid("ProductVariant", tailOf(remoteId))]);
    return "removed";
  } catch (error) {
    if (isHubError(error, "missing")) return "gone";
    throw error;
  }
}

async function removeProduct(client: ShopifyClient, id: string): Promise<void> {
  refuseUserErrors((await client.ask(DELETE_PRODUCT, { id })).productDelete.userErrors);
}

async function removeVariants(client: ShopifyClient, productId: string, ids: readonly string[]): Promise<void> {
  const { userErrors } = (await client.ask(DELETE_VARIANTS, { productId, variantsIds: ids })).productVariantsBulkDelete;
  const isGone = userErrors.some(({ code }) => code === "AT_LEAST_ONE_VARIANT_DOES_NOT_BELONG_TO_THE_PRODUCT");
  refuseUserErrors(isGone ? userErrors.map((error) => ({ ...error, code: "NOT_FOUND" })) : userErrors);
}
