// Insights: numbers over many orders, and how connections are doing.
import {
  type ConnectionHealth,
  connectionHealthListSchema,
  ordersPerDayQuerySchema,
  ordersPerDaySchema,
} from "@logix/api/hub/insights";
import { problemReplies } from "@logix/api/problem";
import type { ConnectionHealthRow } from "../../database/insights.ts";
import type { Insights } from "../../services/insights/insights.ts";
import { principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";

export type InsightServices = { readonly insights: Insights };

const tags = ["Insights"];

const ordersPerDay = {
  tags,
  operationId: "ordersPerDay",
  summary: "Orders and revenue by the day, store and currency",
  querystring: ordersPerDayQuerySchema,
  response: { 200: ordersPerDaySchema, ...problemReplies },
};

const connectionHealth = {
  tags,
  operationId: "connectionHealth",
  summary: "How each connection is doing",
  response: { 200: connectionHealthListSchema, ...problemReplies },
};

export function insightRoutes(server: HubServer, { insights }: InsightServices): void {
  server.get(
    "/insights/orders-per-day",
    { config: { access: "orders:read" }, schema: ordersPerDay },
    async (request) => {
      const { days, time_zone: timeZone } = request.query;
      const found = await insights.ordersPerDay(principalOf(request), { days, timeZone });
      return { days: [...found.days], rows: found.rows.map((row) => ({ ...row })) };
    },
  );
  server.get(
    "/insights/connections",
    { config: { access: "integration:read" }, schema: connectionHealth },
    async (request) => ({ connections: (await insights.health(principalOf(request))).map(toHealth) }),
  );
}

function toHealth(row: ConnectionHealthRow): ConnectionHealth {
  return {
    ...row,
    last_sync_at: row.last_sync_at?.toISOString() ?? null,
    read_until: row.read_until?.toISOString() ?? null,
    last_delivery_at: row.last_delivery_at?.toISOString() ?? null,
  };
}
