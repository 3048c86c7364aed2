// Which part of WordPress a request is for, by the store's permalink setting.
import type { Permalinks } from "../options.ts";
import type { JsonObject } from "../wordpress/json.ts";

export type RestTarget = {
  // "/wc/v3/orders"; "" is the index of the API.
  route: string;
  // Only an address that contains wp-json/wc makes WooCommerce look at keys.
  looksAtKeys: boolean;
};

export function restTarget(permalinks: Permalinks, path: string, query: JsonObject): RestTarget | undefined {
  const asked = query.rest_route;
  // QUIRK(woocommerce): with ?rest_route= the keys are not looked at.
  if (typeof asked === "string" && (path === "/" || path === "/index.php")) return { route: asked, looksAtKeys: false };
  const match = /^(\/index\.php)?\/wp-json(\/.*)?$/.exec(path);
  if (!match || permalinks === "plain") return undefined;
  if (permalinks === "index" && match[1] === undefined) return undefined;
  return { route: match[2] ?? "/", looksAtKeys: true };
}
