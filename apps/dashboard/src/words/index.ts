// All that the dashboard says. A file of English for each screen, gathered here; its keys are checked by the compiler.
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { activity } from "../activity/words.ts";
import { alerting } from "../alerting/words.ts";
import { conflicts } from "../conflicts/words.ts";
import { connect } from "../connect/words.ts";
import { connections } from "../connections/words.ts";
import { customers } from "../customers/words.ts";
import { installation } from "../installation/words.ts";
import { orders } from "../orders/words.ts";
import { overview } from "../overview/words.ts";
import { packing } from "../packing/words.ts";
import { products } from "../products/words.ts";
import { publishing } from "../publishing/words.ts";
import { session } from "../session/words.ts";
import { settings } from "../settings/words.ts";
import { shell } from "../shell/words.ts";
import { stock } from "../stock/words.ts";
import { tokens } from "../tokens/words.ts";
import { common } from "./common.ts";
import { statuses } from "./statuses.ts";

/** One line for each screen. */
const en = {
  common,
  statuses,
  shell,
  session,
  overview,
  settings,
  connect,
  connections,
  orders,
  packing,
  products,
  publishing,
  stock,
  activity,
  customers,
  tokens,
  alerting,
  installation,
  conflicts,
} as const;

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "common";
    resources: typeof en;
  }
}

export function startWords(): void {
  void i18next.use(initReactI18next).init({
    resources: { en },
    lng: "en",
    fallbackLng: "en",
    defaultNS: "common",
    interpolation: { escapeValue: false },
    initAsync: false,
  });
}
