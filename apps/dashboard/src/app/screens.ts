// Every screen: where it is, who may see it, and what to load when somebody goes there. One entry for each.
import type { Permission } from "@logix/api/permissions";
import type { ComponentType } from "react";
import type { ScreenWords } from "../words/index.ts";

export type ScreenEntry = {
  /** `$name` is a parameter, to be read with `useParams({ strict: false })`. */
  readonly path: string;
  readonly permission: Permission | "signed-in";
  /** What it says, loaded along with it. */
  readonly words: readonly ScreenWords[];
  /** The file's export `Screen`; loaded on the first visit. */
  readonly load: () => Promise<{ readonly Screen: ComponentType }>;
};

export const SCREENS: readonly ScreenEntry[] = [
  { path: "/", permission: "signed-in", words: ["overview"], load: () => import("../overview/overview-screen.tsx") },
  {
    path: "/connect",
    permission: "integration:create",
    words: ["connect"],
    load: () => import("../connect/connect-screen.tsx"),
  },
  {
    path: "/settings/connections",
    permission: "integration:read",
    words: ["connections"],
    load: () => import("../connections/connections-screen.tsx"),
  },
  {
    path: "/connections/$id",
    permission: "integration:read",
    words: ["connections", "connect"],
    load: () => import("../connections/connection-screen.tsx"),
  },
  { path: "/orders", permission: "orders:read", words: ["orders"], load: () => import("../orders/orders-screen.tsx") },
  {
    path: "/orders/pack",
    permission: "orders:write",
    words: ["packing", "orders"],
    load: () => import("../packing/packing-screen.tsx"),
  },
  {
    path: "/settings/users",
    permission: "admin:users",
    words: ["settings"],
    load: () => import("../settings/users-screen.tsx"),
  },
  {
    path: "/products",
    permission: "products:read",
    words: ["products"],
    load: () => import("../products/products-screen.tsx"),
  },
  {
    path: "/products/mapping",
    permission: "integration:read",
    words: ["publishing"],
    load: () => import("../publishing/mapping-screen.tsx"),
  },
  {
    path: "/products/publish",
    permission: "integration:export",
    words: ["publishing"],
    load: () => import("../publishing/publish-screen.tsx"),
  },
  {
    path: "/products/$id",
    permission: "products:read",
    words: ["products"],
    load: () => import("../products/product-screen.tsx"),
  },
  { path: "/stock", permission: "stock:read", words: ["stock"], load: () => import("../stock/stock-screen.tsx") },
  {
    path: "/stock/locations",
    permission: "stock:read",
    words: ["locations"],
    load: () => import("../locations/locations-screen.tsx"),
  },
  {
    path: "/stock/routing",
    permission: "stock:read",
    words: ["routing"],
    load: () => import("../routing/routing-screen.tsx"),
  },
  {
    path: "/customers",
    permission: "customers:read",
    words: ["customers"],
    load: () => import("../customers/customers-screen.tsx"),
  },
  {
    path: "/payouts",
    permission: "orders:read",
    words: ["payouts"],
    load: () => import("../payouts/payouts-screen.tsx"),
  },
  {
    path: "/settings/account",
    permission: "signed-in",
    words: ["account"],
    load: () => import("../account/account-screen.tsx"),
  },
  {
    path: "/activity/runs",
    permission: "integration:read",
    words: ["activity"],
    load: () => import("../activity/runs-screen.tsx"),
  },
  {
    path: "/activity/deliveries",
    permission: "integration:read",
    words: ["activity"],
    load: () => import("../activity/deliveries-screen.tsx"),
  },
  {
    path: "/activity/parked",
    permission: "integration:read",
    words: ["activity"],
    load: () => import("../activity/parked-screen.tsx"),
  },
  {
    path: "/activity/alerts",
    permission: "integration:read",
    words: ["activity"],
    load: () => import("../activity/alerts-screen.tsx"),
  },
  {
    path: "/settings/tokens",
    permission: "admin:tokens",
    words: ["tokens"],
    load: () => import("../tokens/tokens-screen.tsx"),
  },
  {
    path: "/settings/alerts",
    permission: "integration:update",
    words: ["alerting"],
    load: () => import("../alerting/channels-screen.tsx"),
  },
  {
    path: "/settings/about",
    permission: "signed-in",
    words: ["installation", "settings"],
    load: () => import("../installation/about-screen.tsx"),
  },
  {
    path: "/activity/audit",
    permission: "admin:audit",
    words: ["activity"],
    load: () => import("../activity/audit-screen.tsx"),
  },
  {
    path: "/activity/conflicts",
    permission: "products:read",
    words: ["conflicts", "publishing"],
    load: () => import("../conflicts/conflicts-screen.tsx"),
  },
];
