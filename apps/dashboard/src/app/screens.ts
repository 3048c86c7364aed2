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
  { path: "/settings/users", permission: "admin:users", load: () => import("../settings/users-screen.tsx") },
];
