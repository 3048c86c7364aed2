// Connections in the words of the PixelPim dialect.
import type { PimConnection, PimTestReply } from "@logix/api/pixelpim/connections";
import { HubError, isHubError } from "@logix/model";
import type { StoreInfo } from "../../connector-kit/contract.ts";
import type { ConnectionRow } from "../../database/connections/connections.ts";

export function toPimConnection(row: ConnectionRow): PimConnection {
  return {
    id: row.id,
    storeName: row.name,
    storeUrl: row.store_url,
    isActive: row.status === "active",
    isDefault: row.is_default,
    lastSyncedAt: row.last_sync_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

export function toTestSuccess(info: StoreInfo): PimTestReply {
  return {
    success: true,
    message: "Connection successful",
    storeInfo: { wpVersion: info.hostVersion, wooVersion: info.platformVersion, storeName: info.name },
  };
}

/** What the store or the way to it is like is the answer that was asked for; anything else stays an error. */
export function toTestFailure(error: unknown): PimTestReply {
  if (!(error instanceof HubError) || error.kind === "limited") throw error;
  const { code, remedy } = error.details;
  return {
    success: false,
    message: failureSentence(error),
    code: code ?? error.kind,
    ...(remedy !== undefined && { remedy }),
  };
}

/** A store that does not let us in, told as the document tells it. */
export function asConnectFailure(error: unknown): never {
  if (!isHubError(error, "refused")) throw error;
  throw new HubError("refused", failureSentence(error), error.details);
}

/** The store's own code and sentence where it said any, else ours. */
function failureSentence(error: HubError): string {
  const { remote, issues = [] } = error.details;
  const said = remote?.message === undefined ? [] : [remote.code, remote.message].filter((part) => part !== undefined);
  const own =
    issues.length === 0 ? error.message : issues.map(({ field, problem }) => `${field} ${problem}`).join("; ");
  return `Failed to connect to WooCommerce store: ${said.length > 0 ? said.join(", ") : own}`;
}
