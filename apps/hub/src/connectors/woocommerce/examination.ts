// The connection test: finds the way into a store, says exactly what is wrong where there is none, and asks the store
// who it is. It changes nothing there.
import { isHubError } from "@logix/model";
import type { StoreInfo, Tools } from "../../connector-kit/contract.ts";
import { jsonOf, type StoreReply } from "../../connector-kit/http.ts";
import { type Access, accessOf, askOpenly, openClient, type WooClient } from "./client.ts";
import { decoded } from "./entities.ts";
import { findAccess } from "./entrance.ts";
import { failureOf } from "./failures.ts";
import { rootSchema, systemStatusSchema } from "./schemas.ts";
import { isInsecure, ROUTES, storeAddress, type WooSettings } from "./settings.ts";
import { trouble } from "./troubles.ts";

export async function authenticate(settings: WooSettings, tools: Tools): Promise<StoreInfo> {
  const { access, reply } = await findAccess(settings, tools);
  const client = openClient(settings, tools, access);
  const permission = await readPermission(client, settings);
  const site = await readSite(settings, tools, access);
  const warnings = [
    ...(isInsecure(settings)
      ? ["Orders and customers travel unencrypted, as the shop's address begins with http://"]
      : []),
    ...(isClean(reply)
      ? []
      : ["A plugin or theme prints text before the shop's answers; Logix copes with it, other programs may not"]),
    ...permission.warnings,
    ...site.warnings,
  ];
  const findings = { route: access.route, auth: access.auth };
  return { ...site.info, ...(await readVersions(client)), access: permission.access, warnings, findings };
}

/** Empty where the store does not tell: no reason to take it for a change. */
export async function readTimeZone(settings: WooSettings, tools: Tools): Promise<string> {
  const { info, warnings } = await readSite(settings, tools, accessOf(settings));
  return warnings.length === 0 ? info.timeZone : "";
}

type Permission = { readonly access: StoreInfo["access"]; readonly warnings: readonly string[] };

// QUIRK(woocommerce): an empty batch does nothing and answers 200 to a key that may write, 401 to one that may not.
// https://woocommerce.github.io/woocommerce-rest-api-docs/#batch-update-orders
async function readPermission(client: WooClient, settings: WooSettings): Promise<Permission> {
  if (settings.readOnly) return { access: "read", warnings: [] };
  const reply = await client.send({ method: "POST", path: "orders/batch", body: {} });
  if (reply.status < 300) return { access: "read_write", warnings: [] };
  const failure = failureOf(reply, "POST");
  if (reply.status >= 500) throw failure;
  return { access: "read", warnings: [`${failure.message}. ${failure.details.remedy ?? ""}`.trim()] };
}

type Site = { readonly info: Pick<StoreInfo, "name" | "timeZone">; readonly warnings: readonly string[] };

// The REST index is open to anybody; a plugin may close it and leave wc/v3 to those who have a key.
async function readSite(settings: WooSettings, tools: Tools, access: Access): Promise<Site> {
  const address = storeAddress(settings);
  const url = `${address}${ROUTES[access.route]}/?_fields=name,timezone_string,gmt_offset`;
  const site = await readSiteAt(await askOpenly(settings, tools, url));
  if (site !== null) return { info: site, warnings: [] };
  const info = { name: new URL(address).host, timeZone: "UTC" };
  return { info, warnings: ["The shop does not tell its name and time zone; UTC is assumed"] };
}

function readSiteAt(reply: StoreReply): Site["info"] | null {
  if (reply.status !== 200) return null;
  const { data } = rootSchema.safeParse(jsonOf(reply));
  if (data === undefined) return null;
  return { name: decoded(data.name), timeZone: data.timezone_string || offsetText(data.gmt_offset) };
}

/** -5 → -05:00, for a site that was given an offset in place of a city. */
function offsetText(hours: number): string {
  const minutes = Math.round(Math.abs(hours) * 60);
  const [whole, rest] = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0"));
  return `${hours < 0 ? "-" : "+"}${whole}:${rest}`;
}

// https://woocommerce.github.io/woocommerce-rest-api-docs/#list-all-system-status-items
async function readVersions(
  client: WooClient,
): Promise<Pick<StoreInfo, "platformVersion" | "hostVersion" | "currency">> {
  try {
    const { json } = await client.get("system_status", { _fields: "environment,settings" });
    const { environment, settings } = systemStatusSchema.parse(json);
    return {
      platformVersion: environment.version,
      hostVersion: environment.wp_version ?? null,
      currency: settings.currency,
    };
  } catch (error) {
    if (isHubError(error, "refused", "disconnected"))
      throw trouble("key_lacks_rights", { cause: error, remote: error.details.remote });
    throw error;
  }
}

function isClean(reply: StoreReply): boolean {
  return /^[[{]/.test(reply.text);
}
