// Connections: made, listed, looked at, changed, removed, tried.
import {
  newPimConnectionSchema,
  pimConnectionPatchSchema,
  pimConnectionSchema,
  pimConnectionTestSchema,
  pimTestReplySchema,
} from "@logix/api/pixelpim/connections";
import { pimErrorReplies } from "@logix/api/pixelpim/error";
import { connectionParamsSchema } from "@logix/api/pixelpim/ids";
import { z } from "zod";
import type { Connector } from "../../connector-kit/contract.ts";
import type { ConnectionEdits } from "../../services/connections/connection-edit.ts";
import type { ConnectionSetup } from "../../services/connections/connection-setup.ts";
import type { Connections } from "../../services/connections/connections.ts";
import type { DefaultConnections } from "../../services/connections/default-connection.ts";
import { principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";
import { asConnectFailure, toPimConnection, toTestFailure, toTestSuccess } from "./connection-replies.ts";
import { type PimConnections, PLATFORM } from "./own-connection.ts";

export type PimConnectionServices = {
  readonly connections: Connections;
  readonly connectionEdits: ConnectionEdits;
  readonly defaultConnections: DefaultConnections;
  readonly setup: ConnectionSetup;
};

const tags = ["PixelPim: connections"];
const one = { 200: pimConnectionSchema, ...pimErrorReplies };

const create = {
  tags,
  operationId: "pimCreateConnection",
  summary: "Connect a store",
  description: "Connects, authenticates and tests before anything is saved.",
  body: newPimConnectionSchema,
  response: { 201: pimConnectionSchema, ...pimErrorReplies },
};
const list = {
  tags,
  operationId: "pimListConnections",
  summary: "Your stores",
  description: "The default first, then the newest.",
  response: { 200: z.array(pimConnectionSchema), ...pimErrorReplies },
};
const readDefault = {
  tags,
  operationId: "pimDefaultConnection",
  summary: "The default store",
  description: "Without a default that is active: the newest active one.",
  response: one,
};
const read = {
  tags,
  operationId: "pimReadConnection",
  summary: "One store",
  params: connectionParamsSchema,
  response: one,
};
const change = {
  tags,
  operationId: "pimUpdateConnection",
  summary: "Change a store",
  description: "A new address or new credentials are proven before the old ones are given up.",
  params: connectionParamsSchema,
  body: pimConnectionPatchSchema,
  response: one,
};
const remove = {
  tags,
  operationId: "pimDeleteConnection",
  summary: "Remove a store",
  description: "With its mappings and sync records. Products stay, here and in the store.",
  params: connectionParamsSchema,
  response: { 204: z.null(), ...pimErrorReplies },
};
const test = {
  tags,
  operationId: "pimTestConnection",
  summary: "Try to reach a store",
  description: "Nothing is saved. A store that does not let us in is a good answer too: success is false then.",
  body: pimConnectionTestSchema,
  response: { 200: pimTestReplySchema, ...pimErrorReplies },
};

export function connectionRoutes(
  server: HubServer,
  connector: Connector,
  { connections, connectionEdits, defaultConnections, setup }: PimConnectionServices,
  own: PimConnections,
): void {
  server.post("/connections", { config: { access: "integration:create" }, schema: create }, async (request, reply) => {
    const { storeName: name, isDefault, ...settings } = request.body;
    const row = await setup
      .create(principalOf(request), { platform: PLATFORM, name, settings, autoSync: false, isDefault })
      .catch(asConnectFailure);
    return reply.status(201).send(toPimConnection(row));
  });

  server.get("/connections", { config: { access: "integration:read" }, schema: list }, async (request) =>
    (await defaultConnections.list(principalOf(request), PLATFORM)).map(toPimConnection),
  );

  server.get("/connections/default", { config: { access: "integration:read" }, schema: readDefault }, async (request) =>
    toPimConnection(await defaultConnections.get(principalOf(request), PLATFORM)),
  );

  server.post("/connections/test", { config: { access: "integration:create" }, schema: test }, async (request) => {
    try {
      const { info } = await setup.prove(connector, request.body);
      return toTestSuccess(info);
    } catch (error) {
      return toTestFailure(error);
    }
  });

  server.get("/connections/:connectionId", { config: { access: "integration:read" }, schema: read }, async (request) =>
    toPimConnection(await own.row(principalOf(request), request.params.connectionId)),
  );

  server.put(
    "/connections/:connectionId",
    { config: { access: "integration:update" }, schema: change },
    async (request) => {
      const principal = principalOf(request);
      const { id } = await own.row(principal, request.params.connectionId);
      const {
        storeName: name,
        isActive: active,
        isDefault,
        storeUrl,
        consumerKey,
        consumerSecret,
        webhookSecret,
      } = request.body;
      const given = { storeUrl, consumerKey, consumerSecret, webhookSecret };
      const settings = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
      const row = await connectionEdits
        .edit(principal, String(id), { name, settings, active, isDefault }, PLATFORM)
        .catch(asConnectFailure);
      return toPimConnection(row);
    },
  );

  server.delete(
    "/connections/:connectionId",
    { config: { access: "integration:delete" }, schema: remove },
    async (request, reply) => {
      const principal = principalOf(request);
      const { id } = await own.row(principal, request.params.connectionId);
      await connections.remove(principal, String(id), PLATFORM);
      return reply.status(204).send(null);
    },
  );
}
