// Where what an alert tells of is put right.
import type { Alert } from "@logix/api/hub/alerts";

export type Place = { readonly to: string; readonly search: Readonly<Record<string, string>> };

type Told = Pick<Alert, "code" | "subject" | "connection_public_id">;

export function placeOf({ code, subject, connection_public_id: store }: Told): Place {
  const ofStore: Place["search"] = store === null ? {} : { store };
  const connection: Place = {
    to: store === null ? "/settings/connections" : `/connections/${store}`,
    search: {},
  };
  const places: Readonly<Record<Alert["code"], Place>> = {
    connection_cut_off: connection,
    store_unreachable: connection,
    store_removed_us: connection,
    unknown_status: connection,
    webhooks_off: connection,
    webhooks_missed: connection,
    store_settings_changed: connection,
    drift: connection,
    parked_work: { to: "/activity/parked", search: ofStore },
    oversell: { to: "/stock", search: { search: subject } },
    api_sunset: { to: "/settings/about", search: {} },
    disk_low: { to: "/settings/about", search: {} },
    backlog: { to: "/activity/deliveries", search: ofStore },
    webhook_storm: { to: "/activity/deliveries", search: ofStore },
    product_conflicts: { to: "/activity/conflicts", search: ofStore },
    privacy_request: { to: "/customers", search: { view: "privacy" } },
  };
  return places[code];
}
