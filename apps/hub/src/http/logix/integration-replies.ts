// Connections in the words of the Logix dialect.
import { HubError } from "@logix/model";
import { z } from "zod";
import type { StoreInfo } from "../../connector-kit/contract.ts";
import type { ConnectionRow } from "../../database/connections/connections.ts";

export function toCreated(row: ConnectionRow, owner: string) {
  return {
    id: row.public_id,
    user_id: owner,
    platform: row.platform,
    store_url: row.store_url,
    integration_name: row.name,
    auto_sync: row.auto_sync,
    status: row.status,
    created_at: toSeconds(row.created_at),
  };
}

export function toListed(row: ConnectionRow) {
  return {
    id: row.public_id,
    platform: row.platform,
    store_url: row.store_url,
    integration_name: row.name,
    status: row.status,
    last_sync: row.last_sync_at && toSeconds(row.last_sync_at),
  };
}

export function toIntegration(row: ConnectionRow, owner: string, publicUrl: string) {
  return {
    ...toCreated(row, owner),
    last_sync: row.last_sync_at && toSeconds(row.last_sync_at),
    status_reason: row.status_reason,
    sync_interval_minutes: row.sync_interval_minutes,
    store: row.store_info === null ? null : toStore(row.store_info),
    webhook_url: `${publicUrl}/api/v1/${row.platform}/webhooks/receive/${row.public_id}`,
    updated_at: toSeconds(row.updated_at),
  };
}

export function toTestReply(info: StoreInfo) {
  return {
    success: true,
    message: "Connection successful",
    store: {
      name: info.name,
      version: info.platformVersion,
      currency: info.currency,
      time_zone: info.timeZone,
      access: info.access,
      warnings: [...info.warnings],
    },
  };
}

const storeInfoSchema = z.object({
  name: z.string(),
  platformVersion: z.string(),
  hostVersion: z.string().nullable(),
  currency: z.string(),
  timeZone: z.string(),
  access: z.enum(["read", "read_write"]),
  warnings: z.array(z.string()),
});

function toStore(stored: unknown) {
  const { name, platformVersion, hostVersion, currency, timeZone, access, warnings } = storeInfoSchema.parse(stored);
  return { name, version: platformVersion, host_version: hostVersion, currency, time_zone: timeZone, access, warnings };
}

/** What the store or the way to it is like is the answer that was asked for; anything else stays an error. */
export function toTestFailure(error: unknown) {
  if (!(error instanceof HubError) || error.kind === "limited") throw error;
  if (error.kind === "invalid" && error.details.code === "settings_invalid") throw error;
  const { code, remedy, remote } = error.details;
  const said = remote?.message === undefined ? "" : ` (${[remote.code, remote.message].filter(Boolean).join(", ")})`;
  return {
    success: false,
    message: `${error.message}${said}`,
    code: code ?? error.kind,
    ...(remedy !== undefined && { remedy }),
  };
}

/** The guide writes times without a fraction. */
export function toSeconds(moment: Date): string {
  return `${moment.toISOString().slice(0, 19)}Z`;
}
