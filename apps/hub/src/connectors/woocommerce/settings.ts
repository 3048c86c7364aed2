// What a connection to a WooCommerce store needs to know, and the one spelling of a store's address.
import { HubError } from "@logix/model";
import { z } from "zod";
import { trouble } from "./troubles.ts";

/** Where the REST API is found below the store's address; the second needs no rewriting by the web server. */
export const ROUTES = { "wp-json": "/wp-json", index: "/index.php/wp-json" } as const;
export type Route = keyof typeof ROUTES;
export type Authorization = "basic" | "query" | "oauth";

/** Half of a surrogate pair can be signed with nothing. */
const credential = z
  .string()
  .trim()
  .min(1)
  .refine((text) => text.isWellFormed(), "holds a character that is none");

export const settingsSchema = z
  .object({
    storeUrl: z.string().refine(isStoreUrl, "must be the address of the shop, such as https://shop.example.com"),
    consumerKey: credential,
    consumerSecret: credential,
    /** Signs the store's deliveries; needed to set up webhooks. */
    webhookSecret: z
      .string()
      .min(1)
      .refine((text) => text.isWellFormed(), "holds a character that is none")
      .optional(),
    /** Take deliveries though no secret is known; they are hints only. */
    acceptUnsigned: z.boolean().default(false),
    allowInsecureHttp: z.boolean().default(false),
    /** Never write to the store, whatever the key may do. */
    readOnly: z.boolean().default(false),
    /** Found out by the connection test. */
    route: z.enum(["wp-json", "index"]).optional(),
    auth: z.enum(["basic", "query", "oauth"]).optional(),
  })
  .refine((settings) => settings.allowInsecureHttp || !isInsecure(settings), {
    path: ["storeUrl"],
    message: trouble("https_required").message,
    params: { remedy: trouble("https_required").details.remedy },
  });
export type WooSettings = Readonly<z.infer<typeof settingsSchema>>;

/** Two spellings of one store compare equal; `www.` makes a difference, and so does a subfolder. */
export function storeAddress(settings: { readonly storeUrl: string }): string {
  const address = addressOf(settings.storeUrl);
  if (address === null) throw new HubError("invalid", "The store's address is no web address", { code: "bad_address" });
  return address;
}

export function addressOf(storeUrl: string): string | null {
  const url = URL.parse(
    /^[a-z][a-z0-9+.-]*:\/\//i.test(storeUrl.trim()) ? storeUrl.trim() : `https://${storeUrl.trim()}`,
  );
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") return null;
  const folder = url.pathname.replace(/\/(wp-json|wp-admin|wp-login\.php|index\.php)(\/.*)?$/i, "");
  return url.origin + folder.replace(/\/+$/, "");
}

/** @throws HubError `invalid` where the store would be spoken to over plain http without leave. */
export function refuseInsecure(settings: WooSettings): void {
  if (isInsecure(settings) && !settings.allowInsecureHttp) throw trouble("https_required");
}

export function isInsecure(settings: { readonly storeUrl: string }): boolean {
  return addressOf(settings.storeUrl)?.startsWith("http:") ?? false;
}

function isStoreUrl(storeUrl: string): boolean {
  return addressOf(storeUrl) !== null;
}
