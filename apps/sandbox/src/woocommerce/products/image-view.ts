import type { WooState } from "../state/woo-state.ts";
import type { JsonObject } from "../wordpress/json.ts";
import { gmtText, localText } from "../wordpress/rest-date.ts";
import type { ImageRecord } from "./product-record.ts";

// QUIRK(woocommerce): an image's local dates are off by the store's offset twice.
export function imageView(state: WooState, image: ImageRecord): JsonObject {
  const twice = state.settings.offsetMinutes * 2;
  return {
    id: image.id,
    date_created: localText(image.createdAt, twice),
    date_created_gmt: gmtText(image.createdAt),
    date_modified: localText(image.modifiedAt, twice),
    date_modified_gmt: gmtText(image.modifiedAt),
    src: image.src,
    name: image.name,
    alt: image.alt,
  };
}
