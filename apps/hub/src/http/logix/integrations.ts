// Integrations: made, listed, looked at, changed, removed, tested, given new credentials.
import {
  createdIntegrationSchema,
  integrationParamsSchema,
  integrationPatchSchema,
  integrationSchema,
  listedIntegrationSchema,
  testReplySchema,
} from "@logix/api/logix";
import { problemReplies } from "@logix/api/problem";
import { z } from "zod";
import type { Connector } from "../../connector-kit/contract.ts";
import type { ConnectionSetup } from "../../services/connections/connection-setup.ts";
import type { Connections } from "../../services/connections/connections.ts";
import { principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";
import { integrationBody, rotationBody, settingsOf } from "./integration-body.ts";
import { toCreated, toIntegration, toListed, toTestFailure, toTestReply } from "./integration-replies.ts";

export type IntegrationServices = {
  readonly connections: Connections;
  readonly setup: ConnectionSetup;
  readonly publicUrl: () => string;
};

export function integrationRoutes(
  server: HubServer,
  connector: Connector,
  { connections, setup, publicUrl }: IntegrationServices,
): void {
  const { platform, title } = connector;
  const tags = [title];
  const body = integrationBody(connector);
  const full = { message: z.string(), integration: integrationSchema };

  server.post(
    "/integrations",
    {
      config: { access: "integration:create" },
      schema: {
        tags,
        summary: `Connect a ${title} store`,
        description: "Connects, authenticates and tests before anything is saved.",
        body,
        response: { 201: z.object({ message: z.string(), integration: createdIntegrationSchema }), ...problemReplies },
      },
    },
    async (request, reply) => {
      const { integration_name: name, auto_sync: autoSync } = request.body;
      const principal = principalOf(request);
      const row = await setup.create(principal, {
        platform,
        settings: settingsOf(connector, request.body),
        name,
        autoSync,
      });
      return reply.status(201).send({
        message: `${title} integration created successfully`,
        integration: toCreated(row, principal.userPublicId),
      });
    },
  );

  server.get(
    "/integrations",
    {
      config: { access: "integration:read" },
      schema: {
        tags,
        summary: `Your ${title} stores`,
        response: {
          200: z.object({ integrations: z.array(listedIntegrationSchema), count: z.int() }),
          ...problemReplies,
        },
      },
    },
    async (request) => {
      const rows = await connections.list(principalOf(request), platform);
      return { integrations: rows.map(toListed), count: rows.length };
    },
  );

  server.get(
    "/integrations/:id",
    {
      config: { access: "integration:read" },
      schema: {
        tags,
        summary: "One integration",
        params: integrationParamsSchema,
        response: { 200: z.object({ integration: integrationSchema }), ...problemReplies },
      },
    },
    async (request) => {
      const { row, owner } = await connections.rowWithOwner(principalOf(request), request.params.id, platform);
      return { integration: toIntegration(row, owner, publicUrl()) };
    },
  );

  server.patch(
    "/integrations/:id",
    {
      config: { access: "integration:update" },
      schema: {
        tags,
        summary: "Change an integration",
        params: integrationParamsSchema,
        body: integrationPatchSchema,
        response: { 200: z.object(full), ...problemReplies },
      },
    },
    async (request) => {
      const {
        integration_name: name,
        auto_sync: autoSync,
        sync_interval_minutes: syncIntervalMinutes,
        status,
      } = request.body;
      const paused = status === undefined ? undefined : status === "paused";
      await connections.change(
        principalOf(request),
        request.params.id,
        { name, autoSync, syncIntervalMinutes, paused },
        platform,
      );
      const { row, owner } = await connections.rowWithOwner(principalOf(request), request.params.id, platform);
      return { message: `${title} integration updated`, integration: toIntegration(row, owner, publicUrl()) };
    },
  );

  server.delete(
    "/integrations/:id",
    {
      config: { access: "integration:delete" },
      schema: {
        tags,
        summary: "Remove an integration",
        description: "Orders and the audit trail are kept; credentials are destroyed.",
        params: integrationParamsSchema,
        response: { 200: z.object({ message: z.string() }), ...problemReplies },
      },
    },
    async (request) => {
      await connections.remove(principalOf(request), request.params.id, platform);
      return { message: `${title} integration deleted` };
    },
  );

  server.post(
    "/integrations/test",
    {
      config: { access: "integration:create" },
      schema: {
        tags,
        summary: `Try to reach a ${title} store`,
        description: "Nothing is saved.",
        body,
        response: { 200: testReplySchema, ...problemReplies },
      },
    },
    async (request) => {
      try {
        const { info } = await setup.prove(connector, settingsOf(connector, request.body));
        return toTestReply(info);
      } catch (error) {
        return toTestFailure(error);
      }
    },
  );

  server.post(
    "/integrations/:id/test",
    {
      config: { access: "integration:read" },
      schema: {
        tags,
        summary: "Test an integration",
        params: integrationParamsSchema,
        response: { 200: testReplySchema, ...problemReplies },
      },
    },
    async (request) => {
      const connection = await connections.get(principalOf(request), request.params.id, platform);
      try {
        return toTestReply(await setup.test(connection));
      } catch (error) {
        return toTestFailure(error);
      }
    },
  );

  server.post(
    "/integrations/:id/rotate",
    {
      config: { access: "integration:update" },
      schema: {
        tags,
        summary: "Give an integration new credentials",
        description: "The old ones stay valid until the new ones have worked.",
        params: integrationParamsSchema,
        body: rotationBody(connector),
        response: { 200: z.object(full), ...problemReplies },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      const connection = await connections.get(principal, request.params.id, platform);
      await setup.rotate(principal, connection, settingsOf(connector, request.body));
      const { row, owner } = await connections.rowWithOwner(principal, request.params.id, platform);
      return { message: "Credentials rotated", integration: toIntegration(row, owner, publicUrl()) };
    },
  );
}
