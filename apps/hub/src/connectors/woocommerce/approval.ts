// WooCommerce hands out keys by itself once the merchant has agreed on a page of the store.
// https://developer.woocommerce.com/docs/apis/rest-api/authentication/ (application authentication endpoint)
import { HubError } from "@logix/model";
import { z } from "zod";
import type { KeyApproval } from "../../connector-kit/contract.ts";
import { addressOf } from "./settings.ts";

const keysSchema = z.object({
  // What we gave as user_id comes back; nothing else says whose keys these are.
  user_id: z.union([z.string(), z.number()]).transform(String),
  consumer_key: z.string().min(1).max(200),
  consumer_secret: z.string().min(1).max(200),
  key_permissions: z.string(),
});

export const approval: KeyApproval = {
  approveUrl: ({ storeUrl, state, callbackUrl, returnUrl }) => {
    const address = addressOf(storeUrl);
    if (address === null)
      throw new HubError("invalid", "This is no address of a shop", {
        code: "settings_invalid",
        issues: [{ field: "store_url", problem: "must be an address such as https://shop.example.com" }],
      });
    // The store refuses any other: "The callback_url needs to be over SSL".
    if (!callbackUrl.startsWith("https://"))
      throw new HubError(
        "conflict",
        "The store hands keys over to https addresses only, and Logix is reached by http",
        {
          code: "callback_needs_https",
          remedy: "Set LOGIX_PUBLIC_URL to an https address, or copy the keys from the store yourself",
        },
      );
    const url = new URL(`${address}/wc-auth/v1/authorize`);
    url.searchParams.set("app_name", "Logix");
    url.searchParams.set("scope", "read_write");
    url.searchParams.set("user_id", state);
    url.searchParams.set("return_url", returnUrl);
    url.searchParams.set("callback_url", callbackUrl);
    return url;
  },
  readKeys: (body) => {
    const keys = keysSchema.safeParse(body);
    if (!keys.success) throw new HubError("invalid", "These are no keys of a WooCommerce store", { code: "no_keys" });
    const { user_id: state, consumer_key: consumerKey, consumer_secret: consumerSecret } = keys.data;
    return { state, settings: { consumerKey, consumerSecret } };
  },
};
