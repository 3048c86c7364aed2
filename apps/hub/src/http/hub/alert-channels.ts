// Where alerts are told.
import {
  type AlertChannel,
  type AlertTarget,
  alertChannelChangeSchema,
  alertChannelListSchema,
  alertChannelSchema,
  channelTriedSchema,
  madeAlertChannelSchema,
  newAlertChannelSchema,
} from "@logix/api/hub/alert-channels";
import { idParamsSchema } from "@logix/api/hub/ids";
import { problemReplies } from "@logix/api/problem";
import { z } from "zod";
import type { ChannelRow } from "../../database/alerts/alert-channels.ts";
import type { Channels, MadeChannel, NewSettings } from "../../services/alerts/channels.ts";
import { quietOf } from "../../services/alerts/notices.ts";
import type { QuietHours } from "../../services/alerts/quiet-hours.ts";
import { principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";

export type AlertChannelServices = { readonly alertChannels: Channels };

const tags = ["Alerts"];
const config = { access: "integration:update" } as const;
const params = idParamsSchema;

const listChannels = {
  tags,
  operationId: "listAlertChannels",
  summary: "Where alerts are told",
  response: { 200: alertChannelListSchema, ...problemReplies },
};

const createChannel = {
  tags,
  operationId: "createAlertChannel",
  summary: "Tell alerts somewhere",
  description: "The secret of a webhook is in the reply, and only there.",
  body: newAlertChannelSchema,
  response: { 201: madeAlertChannelSchema, ...problemReplies },
};

const readChannel = {
  tags,
  operationId: "readAlertChannel",
  summary: "One channel and how it is doing",
  params,
  response: { 200: alertChannelSchema, ...problemReplies },
};

const changeChannel = {
  tags,
  operationId: "changeAlertChannel",
  summary: "Change a channel",
  description: "What is left out stays. What waits on the channel is sent at once, the new way.",
  params,
  body: alertChannelChangeSchema,
  response: { 200: alertChannelSchema, ...problemReplies },
};

const deleteChannel = {
  tags,
  operationId: "deleteAlertChannel",
  summary: "Tell nothing there any more",
  params,
  response: { 204: z.null(), ...problemReplies },
};

const tryChannel = {
  tags,
  operationId: "testAlertChannel",
  summary: "Send a test message",
  description: "Now, whatever the channel's severity and quiet hours. The reply says whether it arrived.",
  params,
  response: { 200: channelTriedSchema, ...problemReplies },
};

const rotateSecret = {
  tags,
  operationId: "rotateAlertChannelSecret",
  summary: "A new secret for a webhook",
  description: "It is in the reply, and only there. The old one signs beside it for a day.",
  params,
  response: { 200: madeAlertChannelSchema, ...problemReplies },
};

export function alertChannelRoutes(server: HubServer, { alertChannels }: AlertChannelServices): void {
  server.get("/alert-channels", { config, schema: listChannels }, async (request) => ({
    alert_channels: (await alertChannels.list(principalOf(request))).map(toChannel),
  }));
  server.post("/alert-channels", { config, schema: createChannel }, async (request, reply) => {
    const { target, name, codes, enabled } = request.body;
    const wishes = {
      name,
      codes,
      enabled,
      minSeverity: request.body.min_severity,
      groupSeconds: request.body.group_seconds,
      repeatHours: request.body.repeat_hours,
      quiet: toQuiet(request.body.quiet_hours),
    };
    const made = await alertChannels.create(principalOf(request), wishes, toSettings(target));
    return reply.status(201).send(toMade(made));
  });
  server.get("/alert-channels/:id", { config, schema: readChannel }, async (request) =>
    toChannel(await alertChannels.get(principalOf(request), request.params.id)),
  );
  server.patch("/alert-channels/:id", { config, schema: changeChannel }, async (request) => {
    const { target, name, codes, enabled, quiet_hours: quiet } = request.body;
    const change = {
      name,
      codes,
      enabled,
      minSeverity: request.body.min_severity,
      groupSeconds: request.body.group_seconds,
      repeatHours: request.body.repeat_hours,
      quiet: quiet === undefined ? undefined : toQuiet(quiet),
      settings: target && toSettings(target),
    };
    return toChannel(await alertChannels.change(principalOf(request), request.params.id, change));
  });
  server.delete("/alert-channels/:id", { config, schema: deleteChannel }, async (request, reply) => {
    await alertChannels.remove(principalOf(request), request.params.id);
    return reply.status(204).send(null);
  });
  server.post("/alert-channels/:id/test", { config, schema: tryChannel }, async (request) => {
    const error = await alertChannels.tryOut(principalOf(request), request.params.id);
    return { arrived: error === null, error };
  });
  server.post("/alert-channels/:id/rotate-secret", { config, schema: rotateSecret }, async (request) =>
    toMade(await alertChannels.rotateSecret(principalOf(request), request.params.id)),
  );
}

function toSettings(target: AlertTarget): NewSettings {
  return target;
}

type WireQuiet = NonNullable<AlertChannel["quiet_hours"]>;

function toQuiet(quiet: WireQuiet | null): QuietHours | null {
  if (quiet === null) return null;
  const { critical_passes: criticalPasses, ...hours } = quiet;
  return { ...hours, criticalPasses };
}

function fromQuiet(quiet: QuietHours | null): WireQuiet | null {
  if (quiet === null) return null;
  const { criticalPasses: critical_passes, ...hours } = quiet;
  return { ...hours, critical_passes };
}

function toMade({ row, secret }: MadeChannel) {
  return { ...toChannel(row), secret };
}

function toChannel(row: ChannelRow): AlertChannel {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    target: row.shown_target,
    min_severity: row.min_severity,
    codes: alertChannelSchema.shape.codes.parse(row.codes),
    enabled: row.enabled,
    group_seconds: row.group_seconds,
    repeat_hours: row.repeat_hours,
    quiet_hours: fromQuiet(quietOf(row)),
    last_sent_at: row.last_sent_at?.toISOString() ?? null,
    failing_since: row.failing_since?.toISOString() ?? null,
    last_error: row.last_error,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  };
}
