// Simulated stores to try things out with, in one click.
import { connectionSchema } from "@logix/api/hub/connections";
import { connectionParamsSchema } from "@logix/api/hub/ids";
import {
  newSandboxStoreRequestSchema,
  sandboxOrderSchema,
  sandboxStoreListSchema,
} from "@logix/api/hub/sandbox-stores";
import { problemReplies } from "@logix/api/problem";
import type { SandboxStores } from "../../services/connections/sandbox-stores.ts";
import { principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";
import { toConnection } from "./connection-replies.ts";

export type SandboxStoreServices = { readonly sandboxStores: SandboxStores };

const tags = ["Connections"];
const create = { access: "integration:create" } as const;

const listSandboxStores = {
  tags,
  operationId: "listSandboxStores",
  summary: "Your sandbox stores",
  description: "And whether this hub runs any.",
  response: { 200: sandboxStoreListSchema, ...problemReplies },
};

const createSandboxStore = {
  tags,
  operationId: "createSandboxStore",
  summary: "Try a sandbox store",
  description:
    "A simulated shop, run by the hub on its own computer and connected like any other. It ends with the hub.",
  body: newSandboxStoreRequestSchema,
  response: { 201: connectionSchema, ...problemReplies },
};

const placeSandboxOrder = {
  tags,
  operationId: "placeSandboxOrder",
  summary: "Let a shopper order in a sandbox store",
  params: connectionParamsSchema,
  response: { 201: sandboxOrderSchema, ...problemReplies },
};

export function sandboxStoreRoutes(server: HubServer, { sandboxStores }: SandboxStoreServices): void {
  server.get(
    "/sandbox-stores",
    { config: { access: "integration:read" }, schema: listSandboxStores },
    async (request) => ({
      available: sandboxStores.isAvailable,
      stores: (await sandboxStores.list(principalOf(request))).map(({ connection_id, public_id, port }) => ({
        connection_id,
        connection_public_id: public_id,
        port,
      })),
    }),
  );
  server.post("/sandbox-stores", { config: create, schema: createSandboxStore }, async (request, reply) => {
    const { auto_sync: autoSync, ...wanted } = request.body;
    const row = await sandboxStores.create(principalOf(request), { ...wanted, autoSync });
    return reply.status(201).send(toConnection(row));
  });
  server.post("/sandbox-stores/:id/orders", { config: create, schema: placeSandboxOrder }, async (request, reply) => {
    const remoteId = await sandboxStores.placeOrder(principalOf(request), request.params.id);
    return reply.status(201).send({ remote_id: remoteId });
  });
}
