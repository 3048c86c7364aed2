// Images of a product: known ones by id, new ones by address. The list that is sent replaces the old one.
import { phpInt } from "../state/money.ts";
import type { WooState } from "../state/woo-state.ts";
import { isObject, type Json, type JsonObject, objectsOf } from "../wordpress/json.ts";
import { RestError } from "../wordpress/rest-error.ts";
import type { ImageRecord } from "./product-record.ts";

export async function writeImages(
  state: WooState,
  before: ImageRecord[],
  sent: Json | undefined,
): Promise<ImageRecord[]> {
  if (sent === undefined) return before;
  const images: ImageRecord[] = [];
  for (const item of objectsOf(sent)) images.push(await toImage(state, item));
  return images;
}

export async function writeImage(
  state: WooState,
  before: ImageRecord | null,
  sent: Json | undefined,
): Promise<ImageRecord | null> {
  if (sent === undefined || !isObject(sent)) return sent === null ? null : before;
  return Object.keys(sent).length === 0 ? null : toImage(state, sent);
}

async function toImage(state: WooState, item: JsonObject): Promise<ImageRecord> {
  const id = phpInt(item.id);
  if (id > 0) return knownImage(state, item, id);
  const src = String(item.src ?? "");
  await checkReachable(src);
  const now = state.nowSeconds();
  const file = decodeURIComponent(src.split(/[?#]/)[0]?.split("/").at(-1) ?? "image.png");
  const [year, month] = new Date(now * 1000).toISOString().split("-");
  const image: ImageRecord = {
    id: state.nextId("post"),
    createdAt: now,
    modifiedAt: now,
    src: `${state.settings.home}/wp-content/uploads/${year}/${month}/${encodeURIComponent(file)}`,
    name: String(item.name ?? file),
    alt: String(item.alt ?? ""),
  };
  state.products.images.set(image.id, image);
  return image;
}

function knownImage(state: WooState, item: JsonObject, id: number): ImageRecord {
  const image = state.products.images.get(id);
  if (!image) throw new RestError("woocommerce_product_invalid_image_id", `#${id} is an invalid image ID.`, 400);
  if (item.name !== undefined) image.name = String(item.name);
  if (item.alt !== undefined) image.alt = String(item.alt);
  return image;
}

// Only addresses on this machine are fetched; the simulator never calls out, so all others count as reachable.
async function checkReachable(src: string): Promise<void> {
  const url = URL.canParse(src) ? new URL(src) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) throw uploadError(src, "A valid URL was not provided.");
  if (url.protocol !== "http:" || !["127.0.0.1", "localhost", "[::1]"].includes(url.hostname)) return;
  const reply = await fetch(url).catch(() => undefined);
  if (!reply?.ok) throw uploadError(src, reply ? reply.statusText : `Failed to connect to ${url.host}`);
}

function uploadError(src: string, reason: string): RestError {
  const message = `Error getting remote image ${src}. Error: ${reason}`;
  return new RestError("woocommerce_product_image_upload_error", message, 400);
}
