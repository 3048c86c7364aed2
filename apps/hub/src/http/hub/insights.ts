// Insights: numbers over many orders, and how connections are doing.
import {
  type ConnectionHealth,
  connectionHealthListSchema,
  ordersPerDayQuerySchema,
  ordersPerDaySchema,
  workQuerySchema,
  workSchema,
} from "@logix/api/hub/insights";
import { problemReplies } from "@logix/api/problem";
import type { ConnectionHealthRow } from "../../database/insights.ts";
import type { Insights } from "../../services/insights/insights.ts";
import type { WorkOverTime } from "../../services/insights/work-over-time.ts";
import { principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";

export type InsightServices = { readonly insights: Insights; readonly workOverTime: WorkOverTime };

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

const workOfHours = {
  tags,
  operationId: "workOverTime",
  summary: "What was done by the hour, what waits, and how far stores and hub are apart",
  querystring: workQuerySchema,
  response: { 200: workSchema, ...problemReplies },
};

export function insightRoutes(server: HubServer, { insights, workOverTime }: InsightServices): void {
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
  server.get("/insights/work", { config: { access: "integration:read" }, schema: workOfHours }, async (request) => {
    const { connection_id: connection, hours } = request.query;
    const work = await workOverTime.of(principalOf(request), { connection, hours });
    return {
      hours: work.hours.map((hour) => ({ ...hour, at: hour.at.toISOString() })),
      waiting: work.waiting,
      drift: work.drift.map((row) => ({ ...row, swept_at: row.swept_at?.toISOString() ?? null })),
    };
  });
}

function toHealth(row: ConnectionHealthRow): ConnectionHealth {
  return {
    ...row,
    last_sync_at: row.last_sync_at?.toISOString() ?? null,
    read_until: row.read_until?.toISOString() ?? null,
    last_delivery_at: row.last_delivery_at?.toISOString() ?? null,
  };
}
