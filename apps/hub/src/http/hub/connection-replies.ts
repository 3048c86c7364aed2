// A connection as this dialect shows it. Settings are not among what is shown: they hold credentials.
import type { Connection, ConnectionDetail } from "@logix/api/hub/connections";
import { z } from "zod";
import type { Subscription } from "../../connector-kit/contract.ts";
import type { ConnectionRow } from "../../database/connections/connections.ts";
import type { ApiDetail } from "../../services/connections/api-notices.ts";
import type { Platform } from "../../services/connections/platforms.ts";
import { orderFieldsSchema, rateLimitSchema, statusMapSchema } from "../../services/connections/stores.ts";

const storeInfoSchema = z.object({
  name: z.string(),
  platformVersion: z.string(),
  hostVersion: z.string().nullable(),
  currency: z.string(),
  timeZone: z.string(),
  access: z.enum(["read", "read_write"]),
  warnings: z.array(z.string()),
});

export function toConnection(row: ConnectionRow): Connection {
  return {
    id: row.id,
    public_id: row.public_id,
    platform: row.platform,
    name: row.name,
    store_url: row.store_url,
    status: row.status,
    status_reason: row.status_reason,
    auto_sync: row.auto_sync,
    sync_interval_minutes: row.sync_interval_minutes,
    stock_role: row.stock_role,
    status_map: statusMapSchema.parse(row.status_map),
    order_fields: orderFieldsSchema.parse(row.order_fields),
    rate_limit: row.rate_limit === null ? null : toRateLimit(row.rate_limit),
    store: row.store_info === null ? null : toStoreInfo(row.store_info),
    last_sync_at: row.last_sync_at?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  };
}

export function toConnectionDetail(row: ConnectionRow, { outlook, notices }: ApiDetail): ConnectionDetail {
  return {
    ...toConnection(row),
    api: {
      version: outlook.version,
      sunset_at: outlook.sunsetAt?.toISOString() ?? null,
      days_left: outlook.daysLeft,
      warning: outlook.warning,
      notices: notices.map((each) => ({
        header: each.header,
        notice: each.notice,
        path: each.path,
        sunset_at: each.sunset_at?.toISOString() ?? null,
        first_seen_at: each.first_seen_at.toISOString(),
        last_seen_at: each.last_seen_at.toISOString(),
      })),
    },
  };
}

function toRateLimit(stored: unknown) {
  const { requests, perMs, burst } = rateLimitSchema.parse(stored);
  return { requests, per_ms: perMs, burst };
}

function toStoreInfo(stored: unknown) {
  const { name, platformVersion, hostVersion, currency, timeZone, access, warnings } = storeInfoSchema.parse(stored);
  return {
    name,
    platform_version: platformVersion,
    host_version: hostVersion,
    currency,
    time_zone: timeZone,
    access,
    warnings,
  };
}

/** `ownUrl`: the address at which this connection takes its deliveries. */
export function toWebhook(subscription: Subscription, ownUrl: string) {
  return {
    remote_id: subscription.remoteId,
    topic: subscription.topic,
    delivery_url: subscription.deliveryUrl,
    status: subscription.status,
    own: subscription.deliveryUrl === ownUrl,
  };
}

export function toMadeWebhook(subscription: Subscription, ownUrl: string) {
  const { created, reactivated = false } = subscription;
  return { ...toWebhook(subscription, ownUrl), created, reactivated };
}

export function toPlatform({ connector, settings }: Platform) {
  return {
    platform: connector.platform,
    title: connector.title,
    access: connector.access,
    approval: connector.approval !== undefined,
    api_version: connector.apiVersion.id,
    topics: [...connector.topics],
    settings: [...settings],
  };
}
