// Where what an alert tells of is put right.
import type { Alert } from "@logix/api/hub/alerts";

type Told = Pick<Alert, "code" | "subject" | "connection_public_id">;

export function placeOf({ code, subject, connection_public_id: store }: Told): string {
  const connection = store === null ? "/settings/connections" : `/settings/connections/${store}`;
  const ofStore = store === null ? "" : `?store=${store}`;
  const places: Readonly<Record<Alert["code"], string>> = {
    connection_cut_off: connection,
    store_unreachable: connection,
    store_removed_us: connection,
    unknown_status: connection,
    webhooks_off: connection,
    webhooks_missed: connection,
    store_settings_changed: connection,
    drift: connection,
    parked_work: `/activity/parked${ofStore}`,
    oversell: `/stock?search=${encodeURIComponent(subject)}`,
    api_sunset: "/settings/about",
    disk_low: "/settings/about",
    backlog: `/activity/deliveries${ofStore}`,
    webhook_storm: `/activity/deliveries${ofStore}`,
    privacy_request: "/customers?view=privacy",
  };
  return places[code];
}
