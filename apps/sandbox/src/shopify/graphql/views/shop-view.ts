// The shop itself and what the app may do in it.
import { gid } from "../../state/gid.ts";
import type { ShopifyState } from "../../state/shopify-state.ts";
import type { Session, View } from "../context.ts";
import { metafieldFields, time } from "./common-fields.ts";

const shopId = 548_380_009;

export function shopView(state: ShopifyState): View {
  const { settings } = state;
  const id = gid("Shop", shopId);
  const url = `https://${settings.shopDomain}`;
  const offset = offsetMinutes(settings.ianaTimezone, state.now());
  return {
    __typename: "Shop",
    id,
    name: "Harbour & Pine",
    email: "owner@example.com",
    contactEmail: "owner@example.com",
    shopOwnerName: "Ada Lovelace",
    myshopifyDomain: settings.shopDomain,
    url,
    primaryDomain: { id: gid("Domain", shopId), host: settings.shopDomain, url, sslEnabled: true },
    currencyCode: settings.currency,
    enabledPresentmentCurrencies: ["AED", "EUR", "GBP", "JPY", "KWD", "PLN", "USD"],
    ianaTimezone: settings.ianaTimezone,
    timezoneAbbreviation: "EST",
    timezoneOffset: offsetText(offset),
    timezoneOffsetMinutes: offset,
    taxesIncluded: settings.taxesIncluded,
    taxShipping: true,
    unitSystem: "METRIC_SYSTEM",
    weightUnit: "KILOGRAMS",
    orderNumberFormatPrefix: "#",
    orderNumberFormatSuffix: "",
    plan: {
      displayName: settings.plan,
      publicDisplayName: settings.plan,
      partnerDevelopment: false,
      shopifyPlus: settings.plan === "plus",
    },
    shopAddress: {
      id: gid("ShopAddress", shopId),
      address1: "1 Pier Rd",
      address2: null,
      city: "Portland",
      company: "Harbour & Pine",
      country: "United States",
      countryCodeV2: "US",
      phone: null,
      province: "Maine",
      provinceCode: "ME",
      zip: "04101",
    },
    createdAt: "2019-03-01T10:00:00Z",
    updatedAt: time(state.now()),
    ...metafieldFields(state, id),
  };
}

function offsetMinutes(timeZone: string, at: number): number {
  const name = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" })
    .formatToParts(at)
    .find(({ type }) => type === "timeZoneName")?.value;
  const match = /GMT([+-])(\d{2}):(\d{2})/.exec(name ?? "");
  if (!match) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === "-" ? -minutes : minutes;
}

function offsetText(minutes: number): string {
  const hours = String(Math.floor(Math.abs(minutes) / 60)).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${hours}${String(Math.abs(minutes) % 60).padStart(2, "0")}`;
}

export function installationView(state: ShopifyState, session: Session): View {
  const scopes = [...session.scopes].map((handle) => ({ handle, description: handle.replaceAll("_", " ") }));
  return {
    __typename: "AppInstallation",
    id: gid("AppInstallation", 1),
    accessScopes: scopes,
    launchUrl: `https://${state.settings.shopDomain}/admin/apps/hub`,
    uninstallUrl: null,
    app: () => appView(state),
  };
}

export function appView(state: ShopifyState): View {
  return {
    __typename: "App",
    id: gid("App", 1),
    apiKey: state.settings.clientId,
    title: "Hub",
    handle: "hub",
    embedded: false,
    webhookApiVersion: state.settings.supportedVersions.at(-1),
    requestedAccessScopes: state.settings.scopes.map((handle) => ({ handle, description: handle })),
    installation: null,
  };
}
