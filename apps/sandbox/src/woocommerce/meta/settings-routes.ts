// Settings, currencies, taxes, gateways: read only here.
// https://woocommerce.github.io/woocommerce-rest-api-docs/#settings
import { currencyOf } from "../state/currency.ts";
import type { WooState } from "../state/woo-state.ts";
import type { JsonObject } from "../wordpress/json.ts";
import { linksOf } from "../wordpress/links.ts";
import { RestError } from "../wordpress/rest-error.ts";
import { ok, type RestRoute } from "../wordpress/rest-route.ts";
import { systemStatus } from "./system-status.ts";

type Setting = { id: string; label: string; type: string; default: string; value: string };

export function settingsRoutes(state: WooState): RestRoute[] {
  const read = (template: string, handle: RestRoute["handle"]): RestRoute => ({
    methods: ["GET"],
    template,
    right: "list",
    handle,
  });
  return [
    read("/system_status", () => ok(systemStatus(state))),
    read("/settings", () => ok(groups(state))),
    read("/settings/general", () => ok(generalSettings(state).map((setting) => settingView(state, setting)))),
    read("/settings/products", () =>
      ok(productSettings(state).map((setting) => settingView(state, setting, "products"))),
    ),
    read("/settings/tax", () => ok(taxSettings(state).map((setting) => settingView(state, setting, "tax")))),
    read("/settings/general/{setting_slug}", ({ path }) => ok(oneSetting(state, path.setting_slug ?? ""))),
    read("/data/currencies/current", () => ok(currentCurrency(state))),
    read("/payment_gateways", () => ok([])),
    read("/taxes/classes", () => ok(taxClasses(state))),
  ];
}

function groups({ settings: { home } }: WooState): JsonObject[] {
  const view = (id: string, label: string) => ({
    id,
    label,
    description: "",
    parent_id: "",
    sub_groups: [],
    _links: { options: [{ href: `${home}/wp-json/wc/v3/settings/${id}` }] },
  });
  return [view("general", "General"), view("products", "Products"), view("tax", "Tax"), view("advanced", "Advanced")];
}

function generalSettings({ settings: { currency, priceDecimals } }: WooState): Setting[] {
  const setting = (name: string, label: string, type: string, initial: string, value: string): Setting => {
    return { id: `woocommerce_${name}`, label, type, default: initial, value };
  };
  return [
    setting("store_address", "Address line 1", "text", "", "12 Pier Street"),
    setting("store_address_2", "Address line 2", "text", "", ""),
    setting("store_city", "City", "text", "", "Portland"),
    setting("default_country", "Country / State", "select", "US:CA", "US:ME"),
    setting("store_postcode", "Postcode / ZIP", "text", "", "04101"),
    setting("allowed_countries", "Selling location(s)", "select", "all", "all"),
    setting("calc_taxes", "Enable taxes", "checkbox", "no", "yes"),
    setting("enable_coupons", "Enable coupons", "checkbox", "yes", "yes"),
    setting("currency", "Currency", "select", "USD", currency),
    setting("currency_pos", "Currency position", "select", "left", "left"),
    setting("price_thousand_sep", "Thousand separator", "text", ",", ","),
    setting("price_decimal_sep", "Decimal separator", "text", ".", "."),
    setting("price_num_decimals", "Number of decimals", "number", "2", String(priceDecimals)),
  ];
}

// Of the two groups only what a client needs to tell what numbers mean (recorded: meta/settings-products, meta/settings-tax).
function productSettings({ settings: { weightUnit } }: WooState): Setting[] {
  return [
    select("weight_unit", "Weight unit", "kg", weightUnit),
    select("dimension_unit", "Dimensions unit", "cm", "cm"),
    { id: "woocommerce_manage_stock", label: "Manage stock", type: "checkbox", default: "yes", value: "yes" },
  ];
}

function taxSettings({ settings: { taxDisplay, pricesIncludeTax } }: WooState): Setting[] {
  return [
    select("prices_include_tax", "Prices entered with tax", "no", pricesIncludeTax),
    select("tax_based_on", "Calculate tax based on", "shipping", "shipping"),
    select("tax_display_shop", "Display prices in the shop", "excl", taxDisplay),
    select("tax_display_cart", "Display prices during cart and checkout", "excl", taxDisplay),
  ];
}

function select(name: string, label: string, initial: string, value: string): Setting {
  return { id: `woocommerce_${name}`, label, type: "select", default: initial, value };
}

function settingView(
  { settings: { home } }: WooState,
  { id, label, type, default: initial, value }: Setting,
  group = "general",
): JsonObject {
  const collection = `${home}/wp-json/wc/v3/settings/${group}`;
  const _links = linksOf({ self: `${collection}/${id}`, collection, allow: ["GET", "POST", "PUT", "PATCH"] });
  const options = type === "select" ? { options: { [value]: value } } : {};
  return { id, label, description: label, type, default: initial, ...options, tip: label, value, _links };
}

function oneSetting(state: WooState, id: string): JsonObject {
  const setting = generalSettings(state).find((candidate) => candidate.id === id);
  if (!setting) throw new RestError("rest_setting_setting_invalid", "Invalid setting.", 404);
  return { ...settingView(state, setting), group_id: "general" };
}

function currentCurrency({ settings: { currency, home } }: WooState): JsonObject {
  const { name, html } = currencyOf(currency);
  const collection = `${home}/wp-json/wc/v3/data/currencies`;
  return {
    code: currency,
    name,
    symbol: html,
    _links: linksOf({ self: `${collection}/${currency}`, collection, allow: ["GET"] }),
  };
}

function taxClasses({ settings: { home } }: WooState): JsonObject[] {
  const collection = [{ href: `${home}/wp-json/wc/v3/taxes/classes` }];
  const names = ["Standard rate", "Reduced rate", "Zero rate"];
  const slugs = ["standard", "reduced-rate", "zero-rate"];
  return names.map((name, index) => ({ slug: slugs[index], name, _links: { collection } }));
}
