// The way into a WooCommerce store in steps: which of our error codes belongs to which.
import type { ExaminationPlan } from "../../connector-kit/examination.ts";
import type { TroubleCode } from "./troubles.ts";

/** Beside our own codes stand those of the engine, which knows no platforms. */
type Code = TroubleCode | "bad_address" | "settings_invalid" | "network" | "too_large" | "store_limit";
type Step = { readonly step: string; readonly troubles: readonly Code[] };

const STEPS: readonly Step[] = [
  { step: "address", troubles: ["https_required", "bad_address", "settings_invalid", "address_blocked"] },
  {
    step: "reachable",
    troubles: [
      "dns",
      "timeout",
      "refused",
      "reset",
      "tls",
      "network",
      "too_large",
      "redirected",
      "blocked",
      "challenge",
      "maintenance",
      "server_error",
      "limited",
      "store_limit",
    ],
  },
  { step: "permalinks", troubles: ["permalinks_plain"] },
  { step: "rest_api", troubles: ["rest_unavailable", "rest_closed", "html_answer"] },
  { step: "woocommerce", troubles: ["woocommerce_missing", "route_missing"] },
  { step: "keys", troubles: ["wrong_key", "wrong_secret", "wrong_clock"] },
  { step: "permissions", troubles: ["key_read_only", "key_write_only", "key_lacks_rights", "connection_read_only"] },
];

/** Of the form of a key, and nobody's. */
const NOBODYS_KEY = { consumerKey: `ck_${"0".repeat(40)}`, consumerSecret: `cs_${"0".repeat(40)}` };

export const examinationPlan: ExaminationPlan = {
  steps: STEPS,
  needsKeysFrom: "keys",
  withoutKeys: (given) => ({ ...NOBODYS_KEY, ...given }),
};
