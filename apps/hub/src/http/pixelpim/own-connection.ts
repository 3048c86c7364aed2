// The caller's own WooCommerce connection by its number, as paths and bodies of this dialect name it.
import { HubError, isHubError } from "@logix/model";
import type { ConnectionRow } from "../../database/connections/connections.ts";
import type { Connections } from "../../services/connections/connections.ts";
import type { Connection } from "../../services/connections/stores.ts";
import type { Principal } from "../../services/principal.ts";
import { idOf } from "./ids.ts";

export const PLATFORM = "woocommerce";

export type PimConnections = ReturnType<typeof pimConnections>;

/** Another account's is not there, and neither is one of another platform. @throws HubError `missing` */
export function pimConnections(connections: Connections) {
  const named = (id: string | number) => String(idOf(String(id), "Connection"));
  return {
    row: (principal: Principal, id: string | number): Promise<ConnectionRow> =>
      connections.row(principal, named(id), PLATFORM).catch(asNotFound),
    get: (principal: Principal, id: string | number): Promise<Connection> =>
      connections.get(principal, named(id), PLATFORM).catch(asNotFound),
  };
}

function asNotFound(error: unknown): never {
  if (!isHubError(error, "missing")) throw error;
  throw new HubError("missing", "Connection not found", { code: error.details.code, cause: error });
}
