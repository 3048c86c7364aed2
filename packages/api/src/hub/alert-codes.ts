// Everything that a person is told of by itself: how grave it is, and what it means in plain words. Whoever raises something
// new adds a line here; docs/guides/alerts.md lists them all.
import { z } from "zod";

export const SEVERITIES = ["notice", "warning", "critical"] as const;
export const severitySchema = z.enum(SEVERITIES).meta({ id: "AlertSeverity", example: "warning" });
export type Severity = z.infer<typeof severitySchema>;

type AlertKind = { readonly severity: Severity; readonly means: string };

export const ALERT_KINDS = {
  connection_cut_off: {
    severity: "critical",
    means: "A store no longer accepts our credentials. Everything for it waits until it does again.",
  },
  store_unreachable: {
    severity: "critical",
    means: "A store has not answered for half an hour. What waits for it is kept and tried again.",
  },
  parked_work: {
    severity: "warning",
    means: "Work failed for good and waits in the inbox. One alert for each connection and trouble.",
  },
  oversell: { severity: "critical", means: "More of a SKU is sold than there is." },
  unknown_status: {
    severity: "warning",
    means: "Orders have a status that nobody has mapped. They are kept with it. One alert for each status.",
  },
  api_sunset: {
    severity: "warning",
    means:
      "The API by which a store is asked comes to its end within four months, or has ended. Logix must be updated.",
  },
  backlog: { severity: "warning", means: "Deliveries of a store wait longer than ten minutes to be worked on." },
  disk_low: { severity: "critical", means: "The disk that the hub's data stands on is nearly full." },
  webhook_storm: { severity: "warning", means: "A store sends the same webhooks over and over; they are coalesced." },
  webhooks_off: { severity: "warning", means: "A store's webhooks were switched off or are gone." },
  webhooks_missed: { severity: "warning", means: "Changes were found in a store that none of its webhooks told of." },
  drift: {
    severity: "warning",
    means: "Both sides of a store were compared, and some rows still differ after they were read again.",
  },
  product_conflicts: {
    severity: "warning",
    means:
      "Fields of products were changed both here and in a store. Neither side is overwritten until somebody decides.",
  },
  store_settings_changed: {
    severity: "notice",
    means: "A store's currency, decimals, taxes, weight unit or time zone changed. What it concerns is read again.",
  },
  privacy_request: {
    severity: "warning",
    means: "A customer asks what you hold of them. The law leaves you a month to answer.",
  },
  store_removed_us: {
    severity: "critical",
    means: "The merchant removed Logix from the store. Nothing is sent or read until it is connected again.",
  },
} as const satisfies Readonly<Record<string, AlertKind>>;

export type AlertCode = keyof typeof ALERT_KINDS;

const CODES = Object.keys(ALERT_KINDS).filter((code): code is AlertCode => code in ALERT_KINDS);
export const alertCodeSchema = z.enum(CODES).meta({ id: "AlertCode", example: "unknown_status" });

export function severityOf(code: AlertCode): Severity {
  return ALERT_KINDS[code].severity;
}
