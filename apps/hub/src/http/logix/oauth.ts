// A store that is connected by the merchant's yes: the way to the store's page of consent, and the way back.
import {
  authoriseReplySchema,
  authoriseRequestSchema,
  callbackQuerySchema,
  callbackReplySchema,
  callbackRequestSchema,
} from "@logix/api/logix-oauth";
import { problemReplies } from "@logix/api/problem";
import { HubError } from "@logix/model";
import { z } from "zod";
import type { Connector } from "../../connector-kit/contract.ts";
import type { Authorisations, Authorised } from "../../services/connections/authorisations.ts";
import { principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";
import { toCreated } from "./integration-replies.ts";

export type OAuthServices = { readonly authorisations: Authorisations; readonly publicUrl: () => string };

export function oauthRoutes(
  server: HubServer,
  { platform, title }: Connector,
  { authorisations, publicUrl }: OAuthServices,
): void {
  const tags = [title];

  server.post(
    "/oauth/authorize",
    {
      config: { access: "integration:create" },
      schema: {
        tags,
        summary: `Ask a merchant to connect a ${title} store`,
        description: "Nothing is connected until the merchant has said yes on the page that the reply names.",
        body: authoriseRequestSchema,
        response: { 200: authoriseReplySchema, ...problemReplies },
      },
    },
    async (request) => {
      const { shop, client_id, client_secret, scopes, redirect_uri, integration_name, auto_sync } = request.body;
      const { url, state, expiresAt } = await authorisations.begin(principalOf(request), platform, {
        shop,
        clientId: client_id,
        clientSecret: client_secret,
        scopes,
        redirectUri: redirect_uri,
        name: integration_name,
        autoSync: auto_sync,
      });
      return { authorization_url: url, state, expires_at: expiresAt.toISOString() };
    },
  );

  server.get(
    "/oauth/callback",
    {
      config: { access: "public" },
      schema: {
        tags,
        summary: "Where the merchant's browser comes back to",
        description:
          "Signed by the platform and good for one use. Leads on to the connection in the dashboard; a browser that brings" +
          " something else is led back to where connecting begins.",
        querystring: callbackQuerySchema,
        response: { 302: z.null(), ...problemReplies },
      },
    },
    async (request, reply) => {
      const completing = authorisations.complete(platform, given(request.query), null);
      const path = await completing.then(
        ({ connection }) => `/connections/${connection.public_id}`,
        (error: unknown) => wayBack(error, platform, request.headers.accept ?? ""),
      );
      return reply.redirect(publicUrl() + path, 302);
    },
  );

  server.post(
    "/oauth/callback",
    {
      config: { access: "integration:create" },
      schema: {
        tags,
        summary: "Hand over what the merchant came back with",
        description: "For pages of your own: send on everything that the platform put into the address.",
        body: callbackRequestSchema,
        response: { 200: callbackReplySchema, 201: callbackReplySchema, ...problemReplies },
      },
    },
    async (request, reply) => {
      const done = await authorisations.complete(platform, request.body, principalOf(request));
      return reply.status(done.isNew ? 201 : 200).send(toReply(title, done));
    },
  );
}

/** Programs get the problem itself; a merchant's browser goes back to the form, which has words for it. */
function wayBack(error: unknown, platform: string, accept: string): string {
  if (!(error instanceof HubError) || !accept.includes("text/html")) throw error;
  return `/connect?${new URLSearchParams({ platform, trouble: error.details.code ?? error.kind })}`;
}

/** What is signed is what was sent: nothing that is absent may be added to it. */
function given(query: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

function toReply(title: string, { connection, owner, isNew }: Authorised) {
  const message = `${title} integration ${isNew ? "created" : "authorised anew"}`;
  return { message, integration: toCreated(connection, owner) };
}
