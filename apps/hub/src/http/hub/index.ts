// The hub dialect: everything that the hub knows and does, below /api/v1.
import type { AccessServices } from "../../services/access/index.ts";
import type { HubServer } from "../hub-server.ts";
import { accountRoutes } from "./accounts.ts";
import { auditRoutes } from "./audit.ts";
import { authRoutes } from "./auth.ts";
import { tokenRoutes } from "./tokens.ts";
import { userRoutes } from "./users.ts";

export type HubRoutesServices = AccessServices;

export function hubRoutes(server: HubServer, services: HubRoutesServices): void {
  authRoutes(server, services);
  accountRoutes(server, services);
  userRoutes(server, services);
  tokenRoutes(server, services);
  auditRoutes(server, services);
}
