// The store's settings by which its numbers are to be understood.
import { z } from "zod";
import type { StoreSettings } from "../../connector-kit/store-index.ts";
import type { WooClient } from "./client.ts";
import { rowsOf } from "./records.ts";

const settingSchema = z.object({ id: z.string(), value: z.unknown().optional() });

// https://woocommerce.github.io/woocommerce-rest-api-docs/#list-all-setting-options
export async function readStoreSettings(
  client: WooClient,
  readTimeZone: () => Promise<string>,
): Promise<StoreSettings> {
  const groups = await Promise.all(["general", "products", "tax"].map((group) => readGroup(client, group)));
  const values = new Map(groups.flat());
  const value = (name: string) => values.get(`woocommerce_${name}`) ?? "";
  return {
    currency: value("currency"),
    decimals: value("price_num_decimals"),
    taxDisplay: value("tax_display_shop"),
    pricesIncludeTax: value("prices_include_tax"),
    weightUnit: value("weight_unit"),
    timeZone: await readTimeZone(),
  };
}

async function readGroup(client: WooClient, group: string): Promise<(readonly [string, string])[]> {
  const { json } = await client.get(`settings/${group}`, { _fields: "id,value" });
  return rowsOf(json)
    .map((row) => settingSchema.parse(row))
    .map(({ id, value }) => [id, String(value ?? "")] as const);
}
