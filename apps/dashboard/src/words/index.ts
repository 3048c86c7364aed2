// All that the dashboard says. A file of English for each screen, loaded with it; its keys are checked by the compiler.
import i18next, { type BackendModule } from "i18next";
import { initReactI18next } from "react-i18next";
import { session } from "../session/words.ts";
import { shell } from "../shell/words.ts";
import { common } from "./common.ts";
import { statuses } from "./statuses.ts";

/** What every screen says, and the frame around it. */
const AT_ONCE = { common, statuses, shell, session } as const;

/** One line for each screen. */
const WITH_SCREENS = {
  overview: () => import("../overview/words.ts").then((file) => file.overview),
  settings: () => import("../settings/words.ts").then((file) => file.settings),
  connect: () => import("../connect/words.ts").then((file) => file.connect),
  connections: () => import("../connections/words.ts").then((file) => file.connections),
  orders: () => import("../orders/words.ts").then((file) => file.orders),
  packing: () => import("../packing/words.ts").then((file) => file.packing),
  products: () => import("../products/words.ts").then((file) => file.products),
  publishing: () => import("../publishing/words.ts").then((file) => file.publishing),
  stock: () => import("../stock/words.ts").then((file) => file.stock),
  locations: () => import("../locations/words.ts").then((file) => file.locations),
  routing: () => import("../routing/words.ts").then((file) => file.routing),
  activity: () => import("../activity/words.ts").then((file) => file.activity),
  customers: () => import("../customers/words.ts").then((file) => file.customers),
  tokens: () => import("../tokens/words.ts").then((file) => file.tokens),
  alerting: () => import("../alerting/words.ts").then((file) => file.alerting),
  installation: () => import("../installation/words.ts").then((file) => file.installation),
  payouts: () => import("../payouts/words.ts").then((file) => file.payouts),
  account: () => import("../account/words.ts").then((file) => file.account),
  conflicts: () => import("../conflicts/words.ts").then((file) => file.conflicts),
} as const;
type OfScreens = typeof WITH_SCREENS;
export type ScreenWords = keyof OfScreens;

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "common";
    resources: typeof AT_ONCE & { readonly [Name in ScreenWords]: Awaited<ReturnType<OfScreens[Name]>> };
  }
}

/** Also asked by `useTranslation` itself, so that words that nobody asked for ahead come late rather than never. */
const loader: BackendModule = {
  type: "backend",
  init: () => {},
  read: (_language, name, callback) => {
    if (!isOfScreens(name)) return callback(new Error(`There are no words called ${name}`), null);
    WITH_SCREENS[name]().then(
      (words) => callback(null, words),
      (error: Error) => callback(error, null),
    );
  },
};

export function startWords(): void {
  void i18next
    .use(loader)
    .use(initReactI18next)
    .init({
      resources: { en: AT_ONCE },
      partialBundledLanguages: true,
      ns: Object.keys(AT_ONCE),
      lng: "en",
      fallbackLng: "en",
      defaultNS: "common",
      interpolation: { escapeValue: false },
      initAsync: false,
    });
}

/** Ahead of the screen that says them. */
export function loadWords(names: readonly ScreenWords[]): Promise<void> {
  return i18next.loadNamespaces(names);
}

function isOfScreens(name: string): name is ScreenWords {
  return name in WITH_SCREENS;
}
