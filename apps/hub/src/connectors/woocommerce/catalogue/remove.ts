// Deletes one listing for good, past the store's bin.
import { isHubError } from "@logix/model";
import { itemPath, type WooClient } from "../client.ts";
import { variationsOf } from "../products.ts";
import { type Place, rowsAt } from "./look.ts";
import { parentOf } from "./rows.ts";

// https://woocommerce.github.io/woocommerce-rest-api-docs/#delete-a-product and #delete-a-product-variation
export async function removeListing(client: WooClient, place: Place): Promise<"removed" | "gone"> {
  const { remoteId, parentRemoteId } = place;
  const list = parentRemoteId === null ? "products" : variationsOf(parentRemoteId);
  try {
    await client.ask({ method: "DELETE", path: itemPath(list, remoteId), query: { force: true } });
    return "removed";
  } catch (error) {
    if (isHubError(error) && error.details.remote?.status === 410) return "gone";
    if (!isHubError(error, "missing")) throw error;
    return parentRemoteId === null ? removeVariation(client, place) : "gone";
  }
}

// QUIRK(woocommerce): a variation can be read as a product but not deleted as one: "Invalid ID", as if it were gone.
async function removeVariation(client: WooClient, place: Place): Promise<"removed" | "gone"> {
  const row = (await rowsAt(client, [place])).get(place.remoteId) ?? null;
  const parentRemoteId = row === null ? null : parentOf(row);
  return parentRemoteId === null ? "gone" : removeListing(client, { ...place, parentRemoteId });
}
