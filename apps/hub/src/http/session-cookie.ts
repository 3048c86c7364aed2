// The dashboard's login: a cookie that no script can read and no other site can use.
import { HubError } from "@logix/model";
import type { FastifyReply, FastifyRequest } from "fastify";

const NAME = "logix_session";
/** Only a page of our own can set a header; a form or image of another site cannot. */
const PROOF = "x-logix-dashboard";
const SAFE = new Set(["GET", "HEAD"]);

/**
 * The login token in the request's cookie.
 * @throws HubError `forbidden` where a change is asked for without the header that only our own pages send
 */
export function sessionToken(request: FastifyRequest): string | undefined {
  const token = cookieOf(request.headers.cookie);
  if (token === undefined) return undefined;
  if (!SAFE.has(request.method) && request.headers[PROOF] === undefined) throw notOurPage();
  return token;
}

/** Everything that opens a session needs the header too, or another site could log somebody in as somebody else. */
export function refuseForeignPage(request: FastifyRequest): void {
  if (request.headers[PROOF] === undefined) throw notOurPage();
}

export function setSession(request: FastifyRequest, reply: FastifyReply, token: string, expiresAt: Date): void {
  reply.header("set-cookie", `${NAME}=${token}; Expires=${expiresAt.toUTCString()}; ${attributes(request)}`);
}

export function endSession(request: FastifyRequest, reply: FastifyReply): void {
  reply.header("set-cookie", `${NAME}=; Max-Age=0; ${attributes(request)}`);
}

/** Behind a proxy that is trusted the protocol is the visitor's. */
function attributes(request: FastifyRequest): string {
  return `Path=/api/v1; HttpOnly; SameSite=Strict${request.protocol === "https" ? "; Secure" : ""}`;
}

function cookieOf(header: string | undefined): string | undefined {
  for (const pair of header?.split(";") ?? []) {
    const [name, value] = pair.trim().split("=");
    if (name === NAME && value && /^[\w.-]+$/.test(value)) return value;
  }
  return undefined;
}

function notOurPage(): HubError {
  return new HubError("forbidden", "A change by cookie needs to come from the dashboard itself", {
    code: "not_our_page",
    remedy: `Send the header ${PROOF}: 1, or use a token in the header Authorization`,
  });
}
