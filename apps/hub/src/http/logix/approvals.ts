// Connecting without copying keys: the merchant agrees in the store, the store hands the keys over.
import {
  approvalDoneSchema,
  approvalParamsSchema,
  approvalReplySchema,
  approvalRequestSchema,
  approvalStateSchema,
} from "@logix/api/logix-approvals";
import { problemReplies } from "@logix/api/problem";
import { z } from "zod";
import type { Connector } from "../../connector-kit/contract.ts";
import type { Approvals } from "../../services/connections/approvals.ts";
import { principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";
import { toCreated } from "./integration-replies.ts";

export type ApprovalServices = { readonly approvals: Approvals };

export function approvalRoutes(
  server: HubServer,
  { platform, title }: Connector,
  { approvals }: ApprovalServices,
): void {
  const tags = [title];
  const config = { access: "integration:create" } as const;

  server.post(
    "/approvals",
    {
      config,
      schema: {
        tags,
        summary: `Ask a ${title} store for keys`,
        body: approvalRequestSchema,
        response: { 200: approvalReplySchema, ...problemReplies },
      },
    },
    async (request) => {
      const { store_url: storeUrl, return_url: returnUrl, integration_name: name, auto_sync: autoSync } = request.body;
      const asked = await approvals.begin(principalOf(request), platform, { storeUrl, returnUrl, name, autoSync });
      return { approval_url: asked.url, state: asked.state, expires_at: asked.expiresAt.toISOString() };
    },
  );

  server.post(
    "/approvals/callback",
    {
      config: { access: "public" },
      schema: {
        tags,
        summary: "Where a store hands over its keys",
        description: "Called by the store itself. The keys are tried when the user comes back.",
        body: z.record(z.string(), z.unknown()),
        response: { 200: z.object({ received: z.literal(true) }), ...problemReplies },
      },
    },
    async (request) => {
      await approvals.receive(platform, request.body);
      return { received: true as const };
    },
  );

  server.get(
    "/approvals/:state",
    {
      config,
      schema: {
        tags,
        summary: "Whether the store has handed over keys",
        params: approvalParamsSchema,
        response: { 200: approvalStateSchema, ...problemReplies },
      },
    },
    async (request) => ({
      granted: await approvals.isGranted(principalOf(request), platform, request.params.state),
    }),
  );

  server.post(
    "/approvals/:state/finish",
    {
      config,
      schema: {
        tags,
        summary: "Connect with the keys that were handed over",
        params: approvalParamsSchema,
        response: { 201: approvalDoneSchema, ...problemReplies },
      },
    },
    async (request, reply) => {
      const principal = principalOf(request);
      const row = await approvals.finish(principal, platform, request.params.state);
      const integration = toCreated(row, principal.userPublicId);
      return reply.status(201).send({ message: `${title} integration created successfully`, integration });
    },
  );
}
