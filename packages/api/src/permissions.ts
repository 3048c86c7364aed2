// What a principal may do, and the roles that bundle it.
import { z } from "zod";

export const PERMISSIONS = [
  "integration:create",
  "integration:read",
  "integration:update",
  "integration:delete",
  "integration:export",
  "integration:import",
  "orders:read",
  "orders:write",
  "customers:read",
  "products:read",
  "products:write",
  "stock:read",
  "stock:write",
  "pos:sell",
  "admin:users",
  "admin:tokens",
  "admin:audit",
] as const;

export const permissionSchema = z.enum(PERMISSIONS).meta({ id: "Permission", example: "orders:read" });
export type Permission = z.infer<typeof permissionSchema>;

export const ROLES = ["owner", "manager", "operator", "viewer"] as const;
export const roleSchema = z.enum(ROLES).meta({ id: "Role", example: "manager" });
export type Role = z.infer<typeof roleSchema>;

const READ: readonly Permission[] = [
  "integration:read",
  "orders:read",
  "customers:read",
  "products:read",
  "stock:read",
];
const WORK: readonly Permission[] = [...READ, "orders:write", "stock:write", "pos:sell"];

export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  /** Everything within the account. */
  owner: PERMISSIONS,
  /** Runs the shop: everything but people and tokens. */
  manager: PERMISSIONS.filter((permission) => !permission.startsWith("admin:") || permission === "admin:audit"),
  /** Works at the bench or the till. */
  operator: WORK,
  viewer: READ,
};
