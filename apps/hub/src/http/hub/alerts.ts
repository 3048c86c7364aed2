// Alerts: looked at, taken on, put off.
import {
  type Alert,
  alertDetailSchema,
  alertListSchema,
  alertQuerySchema,
  alertSchema,
  snoozeRequestSchema,
} from "@logix/api/hub/alerts";
import { idParamsSchema } from "@logix/api/hub/ids";
import { problemReplies } from "@logix/api/problem";
import type { AlertRow, ToldRow } from "../../database/alerts/alerts-read.ts";
import type { AlertDetail, AlertList } from "../../services/alerts/alert-list.ts";
import type { Connections } from "../../services/connections/connections.ts";
import { principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";

export type AlertServices = { readonly connections: Connections; readonly alertList: AlertList };

const tags = ["Alerts"];
const read = { access: "integration:read" } as const;
const update = { access: "integration:update" } as const;
const params = idParamsSchema;

const listAlerts = {
  tags,
  operationId: "listAlerts",
  summary: "Alerts, newest first",
  querystring: alertQuerySchema,
  response: { 200: alertListSchema, ...problemReplies },
};

const readAlert = {
  tags,
  operationId: "readAlert",
  summary: "One alert and where it was told",
  params,
  response: { 200: alertDetailSchema, ...problemReplies },
};

const acknowledgeAlert = {
  tags,
  operationId: "acknowledgeAlert",
  summary: "Take an alert on",
  description: "It is not told again while it lasts. Its end still is.",
  params,
  response: { 200: alertDetailSchema, ...problemReplies },
};

const snoozeAlert = {
  tags,
  operationId: "snoozeAlert",
  summary: "Put an alert off",
  description: "It is not told before `until`, and told again then if it still lasts.",
  params,
  body: snoozeRequestSchema,
  response: { 200: alertDetailSchema, ...problemReplies },
};

export function alertRoutes(server: HubServer, { connections, alertList }: AlertServices): void {
  server.get("/alerts", { config: read, schema: listAlerts }, async (request) => {
    const { connection_id: connection, state, severity, code, ...page } = request.query;
    const connectionId = await connections.idOf(principalOf(request), connection);
    const isOpen = state === undefined ? null : state === "open";
    const wanted = { ...page, connectionId, isOpen, severity: severity ?? null, code: code ?? null };
    const { items, nextCursor } = await alertList.page(principalOf(request), wanted);
    return { alerts: items.map(toAlert), next_cursor: nextCursor };
  });
  server.get("/alerts/:id", { config: read, schema: readAlert }, async (request) =>
    toDetail(await alertList.get(principalOf(request), request.params.id)),
  );
  server.post("/alerts/:id/acknowledge", { config: update, schema: acknowledgeAlert }, async (request) => {
    await alertList.acknowledge(principalOf(request), request.params.id);
    return toDetail(await alertList.get(principalOf(request), request.params.id));
  });
  server.post("/alerts/:id/snooze", { config: update, schema: snoozeAlert }, async (request) => {
    await alertList.snooze(principalOf(request), request.params.id, request.body.until);
    return toDetail(await alertList.get(principalOf(request), request.params.id));
  });
}

function toDetail({ alert, told }: AlertDetail) {
  return { ...toAlert(alert), told: told.map(toTold) };
}

function toTold({ channel_id, channel, kind, state, due_at, sent_at, error }: ToldRow) {
  return {
    channel_id,
    channel,
    kind,
    state: state === "told" ? (sent_at === null ? ("sending" as const) : ("sent" as const)) : state,
    due_at: due_at.toISOString(),
    sent_at: sent_at?.toISOString() ?? null,
    error,
  };
}

function toAlert(row: AlertRow): Alert {
  return {
    id: row.id,
    connection_id: row.connection_id,
    connection_public_id: row.connection_public_id,
    code: alertSchema.shape.code.parse(row.code),
    severity: row.severity,
    subject: row.subject,
    title: row.title,
    detail: row.detail,
    times: row.times,
    state: row.settled_at === null ? "open" : "settled",
    opened_at: row.opened_at.toISOString(),
    last_at: row.last_at.toISOString(),
    settled_at: row.settled_at?.toISOString() ?? null,
    acknowledged_at: row.acknowledged_at?.toISOString() ?? null,
    acknowledged_by: row.acknowledged_by,
    snoozed_until: row.snoozed_until?.toISOString() ?? null,
  };
}
