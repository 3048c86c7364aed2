// Who is asking, and may they? Answered before a request reaches its route; a route that does not say who may call it
// cannot be registered.
import { permissionSchema } from "@logix/api/permissions";
import { HubError } from "@logix/model";
import type { FastifyReply, FastifyRequest, RouteOptions } from "fastify";
import { API_TOKEN_PREFIX } from "../services/access/api-tokens.ts";
import type { Principal } from "../services/principal.ts";
import type { Access, HubServer } from "./hub-server.ts";
import { sessionToken } from "./session-cookie.ts";

type PrincipalSource = {
  /** @throws HubError `unauthenticated` */
  principalOf(token: string): Promise<Principal>;
};

export type AuthOptions = {
  readonly login: PrincipalSource;
  readonly apiTokens: PrincipalSource;
  /** Paths of other people's routes, such as the API's documentation: they cannot declare access, and are public. */
  readonly openPrefixes?: readonly string[];
};

const CHALLENGE = 'Bearer realm="logix"';

/** To be called on the root before any route is registered. */
export function authHook({ login, apiTokens, openPrefixes = [] }: AuthOptions): (server: HubServer) => void {
  const sourceOf = (token: string) => (token.startsWith(API_TOKEN_PREFIX) ? apiTokens : login);

  const identify = async (request: FastifyRequest): Promise<Principal> => {
    const token = tokenOf(request);
    return sourceOf(token).principalOf(token);
  };
  const authenticate = async (request: FastifyRequest, reply: FastifyReply): Promise<Principal> => {
    try {
      return await identify(request);
    } catch (error) {
      if (isUnauthenticated(error)) reply.header("www-authenticate", challengeOf(error));
      throw error;
    }
  };

  return (server) => {
    server.decorateRequest("principal", null);
    server.decorateRequest("identifyAgain", identify);
    server.addHook("onRoute", (route) => declareAccess(route, openPrefixes));
    server.addHook("onRequest", async (request, reply) => {
      if (request.is404) return;
      const access = accessOf(request);
      if (access === "public") return;
      request.principal = await authenticate(request, reply);
      refuseWithout(access, request.principal);
    });
  };
}

/** @throws Error on a public route: there is no principal to be had. */
export function principalOf(request: FastifyRequest): Principal {
  if (!request.principal)
    throw new Error(`${request.method} ${request.routeOptions.url} is public, but asks who calls`);
  return request.principal;
}

/** For what lasts longer than a request: who calls may have logged out meanwhile. @throws HubError `unauthenticated` */
export function principalAgain(request: FastifyRequest): Promise<Principal> {
  return request.identifyAgain(request);
}

/** Twins for HEAD that the server makes itself carry the access of the route they were made from. */
function declareAccess(route: RouteOptions, openPrefixes: readonly string[]): void {
  if (route.config?.access !== undefined) return;
  if (!openPrefixes.some((prefix) => isBelow(route.url, prefix))) {
    throw new Error(`${route.method} ${route.url} does not declare config.access: who may call it?`);
  }
  route.config = { ...route.config, access: "public" };
}

function isBelow(url: string, prefix: string): boolean {
  return url === prefix || url.startsWith(prefix.endsWith("/") ? prefix : `${prefix}/`);
}

/** A route that slipped past `declareAccess` is closed, not open. */
function accessOf(request: FastifyRequest): Access {
  const { access } = request.routeOptions.config;
  if (access === undefined)
    throw new Error(`${request.method} ${request.routeOptions.url} does not declare its access`);
  return access;
}

/**
 * What the caller calls with: a token in the header goes before the dashboard's cookie.
 * @throws HubError `unauthenticated` without one
 */
export function tokenOf(request: FastifyRequest): string {
  const { headers } = request;
  if (!headers.authorization) {
    const token = sessionToken(request);
    if (token === undefined) throw tokenMissing();
    return token;
  }
  const [, token] = /^bearer +([\w.~+/=-]+) *$/i.exec(headers.authorization) ?? [];
  if (!token) {
    throw new HubError("unauthenticated", "The header Authorization is not of the form that is expected", {
      code: "token_invalid",
      remedy: "Write it like: Authorization: Bearer <token>",
    });
  }
  return token;
}

function tokenMissing(): HubError {
  return new HubError("unauthenticated", "This needs a token", {
    code: "token_missing",
    remedy: "Log in at /api/v1/auth/login, then send: Authorization: Bearer <token>",
  });
}

function isUnauthenticated(error: unknown): error is HubError {
  return error instanceof HubError && error.kind === "unauthenticated";
}

/** RFC 6750: who sent no token is not told of an error. */
function challengeOf({ details }: HubError): string {
  return details.code === "token_missing" ? CHALLENGE : `${CHALLENGE}, error="invalid_token"`;
}

function refuseWithout(access: Access, principal: Principal): void {
  const permission = permissionSchema.safeParse(access).data;
  if (permission === undefined || principal.permissions.has(permission)) return;
  throw new HubError("forbidden", `This needs the permission ${permission}`, {
    code: "permission_missing",
    remedy: "Ask an owner of the account for a role or a token that has it",
    issues: [{ field: "permissions", problem: `${permission} is missing` }],
  });
}
