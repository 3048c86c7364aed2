// What the menu lists. An entry shows up once a screen has its path and the viewer may see that screen.
import {
  IconAlertTriangle,
  IconArrowsExchange,
  IconBell,
  IconBellRinging,
  IconBox,
  IconBuildingBank,
  IconBuildingWarehouse,
  IconHistory,
  IconHome,
  IconInfoCircle,
  IconKey,
  IconMapPin,
  IconPlugConnected,
  IconRefresh,
  IconRoute,
  IconShoppingBag,
  IconUserCircle,
  IconUsers,
  IconUsersGroup,
  IconWebhook,
} from "@tabler/icons-react";
import type { shell } from "./words.ts";

type Word = Exclude<keyof typeof shell, "no_hits">;
export type NavigationEntry = { readonly path: string; readonly word: Word; readonly icon: typeof IconHome };
export type NavigationGroup = { readonly word: Word | null; readonly entries: readonly NavigationEntry[] };

export const NAVIGATION: readonly NavigationGroup[] = [
  {
    word: null,
    entries: [
      { path: "/", word: "overview", icon: IconHome },
      { path: "/orders", word: "orders", icon: IconShoppingBag },
      { path: "/products", word: "products", icon: IconBox },
      { path: "/stock", word: "stock", icon: IconBuildingWarehouse },
      { path: "/stock/locations", word: "locations", icon: IconMapPin },
      { path: "/stock/routing", word: "routing", icon: IconRoute },
      { path: "/customers", word: "customers", icon: IconUsers },
      { path: "/payouts", word: "payouts", icon: IconBuildingBank },
    ],
  },
  {
    word: "activity",
    entries: [
      { path: "/activity/runs", word: "runs", icon: IconRefresh },
      { path: "/activity/deliveries", word: "deliveries", icon: IconWebhook },
      { path: "/activity/parked", word: "parked", icon: IconAlertTriangle },
      { path: "/activity/conflicts", word: "conflicts", icon: IconArrowsExchange },
      { path: "/activity/alerts", word: "alerts", icon: IconBell },
      { path: "/activity/audit", word: "audit", icon: IconHistory },
    ],
  },
  {
    word: "settings",
    entries: [
      { path: "/settings/connections", word: "connections", icon: IconPlugConnected },
      { path: "/settings/users", word: "users", icon: IconUsersGroup },
      { path: "/settings/tokens", word: "tokens", icon: IconKey },
      { path: "/settings/alerts", word: "alert_channels", icon: IconBellRinging },
      { path: "/settings/account", word: "my_account", icon: IconUserCircle },
      { path: "/settings/about", word: "about", icon: IconInfoCircle },
    ],
  },
];
