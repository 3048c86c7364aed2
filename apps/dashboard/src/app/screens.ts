// Every screen: where it is, who may see it, and what to load when somebody goes there. One entry for each.
import type { Permission } from "@logix/api/permissions";
import type { ComponentType } from "react";

export type ScreenEntry = {
  /** `$name` is a parameter, to be read with `useParams({ strict: false })`. */
  readonly path: string;
  readonly permission: Permission | "signed-in";
  /** The file's export `Screen`; loaded on the first visit. */
  readonly load: () => Promise<{ readonly Screen: ComponentType }>;
};

export const SCREENS: readonly ScreenEntry[] = [
  { path: "/", permission: "signed-in", load: () => import("../overview/overview-screen.tsx") },
  { path: "/connect", permission: "integration:create", load: () => import("../connect/connect-screen.tsx") },
  {
    path: "/settings/connections",
    permission: "integration:read",
    load: () => import("../connections/connections-screen.tsx"),
  },
  {
    path: "/connections/$id",
    permission: "integration:read",
    load: () => import("../connections/connection-screen.tsx"),
  },
  { path: "/orders", permission: "orders:read", load: () => import("../orders/orders-screen.tsx") },
  { path: "/orders/pack", permission: "orders:write", load: () => import("../packing/packing-screen.tsx") },
  { path: "/settings/users", permission: "admin:users", load: () => import("../settings/users-screen.tsx") },
  { path: "/products", permission: "products:read", load: () => import("../products/products-screen.tsx") },
  { path: "/products/mapping", permission: "integration:read", load: () => import("../publishing/mapping-screen.tsx") },
  {
    path: "/products/publish",
    permission: "integration:export",
    load: () => import("../publishing/publish-screen.tsx"),
  },
  { path: "/products/$id", permission: "products:read", load: () => import("../products/product-screen.tsx") },
  { path: "/stock", permission: "stock:read", load: () => import("../stock/stock-screen.tsx") },
  { path: "/customers", permission: "customers:read", load: () => import("../customers/customers-screen.tsx") },
  { path: "/activity/runs", permission: "integration:read", load: () => import("../activity/runs-screen.tsx") },
  {
    path: "/activity/deliveries",
    permission: "integration:read",
    load: () => import("../activity/deliveries-screen.tsx"),
  },
  { path: "/activity/parked", permission: "integration:read", load: () => import("../activity/parked-screen.tsx") },
  { path: "/activity/alerts", permission: "integration:read", load: () => import("../activity/alerts-screen.tsx") },
  { path: "/settings/tokens", permission: "admin:tokens", load: () => import("../tokens/tokens-screen.tsx") },
  { path: "/settings/alerts", permission: "integration:update", load: () => import("../alerting/channels-screen.tsx") },
  { path: "/settings/about", permission: "signed-in", load: () => import("../installation/about-screen.tsx") },
  { path: "/activity/audit", permission: "admin:audit", load: () => import("../activity/audit-screen.tsx") },
  { path: "/activity/conflicts", permission: "products:read", load: () => import("../conflicts/conflicts-screen.tsx") },
];
