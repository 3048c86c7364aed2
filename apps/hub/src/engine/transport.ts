// The one way out to stores: a pool of connections per origin, guarded addresses, time and size limits. Redirects are not
// followed. Knows nothing of connections or limits; sessions.ts puts those around it.
import { HubError, messageOf } from "@logix/model";
import { Agent, errors } from "undici";
import type { StoreReply, StoreRequest } from "../connector-kit/http.ts";
import type { AddressGuard } from "./address-guard.ts";

const CONNECT_TIMEOUT_MS = 10_000;
const DEFAULT_TIMEOUT_MS = 60_000;
/** A page of 100 large orders is about a megabyte; what is far beyond that is not a store's answer. */
const MOST_BYTES = 64 * 1024 * 1024;

export type Transport = {
  send(request: StoreRequest): Promise<StoreReply>;
  close(): Promise<void>;
};

/** `ca`: certificates to trust beside the system's, PEM; for stores with a certificate of their own. */
export function makeTransport(guard: AddressGuard, options: { readonly ca?: string | undefined } = {}): Transport {
  const agent = new Agent({
    connect: { lookup: guard.lookup, timeout: CONNECT_TIMEOUT_MS, ...(options.ca && { ca: options.ca }) },
    connections: 16,
    keepAliveTimeout: 10_000,
    maxResponseSize: MOST_BYTES,
  });
  return {
    send: async (request) => {
      const url = new URL(request.url);
      guard.checkUrl(url);
      try {
        return await exchange(agent, url, request);
      } catch (error) {
        throw asHubError(error, url.host);
      }
    },
    close: () => agent.destroy(),
  };
}

async function exchange(agent: Agent, url: URL, request: StoreRequest): Promise<StoreReply> {
  const timeoutMs = request.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const reply = await agent.request({
    origin: url.origin,
    path: url.pathname + url.search,
    method: request.method,
    headers: { "user-agent": "Logix", accept: "application/json", ...request.headers },
    body: request.body ?? null,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  });
  const text = await reply.body.text();
  return { status: reply.statusCode, headers: plainHeaders(reply.headers), text };
}

function plainHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) plain[name.toLowerCase()] = Array.isArray(value) ? value.join(", ") : value;
  }
  return plain;
}

function asHubError(error: unknown, host: string): HubError {
  if (error instanceof HubError) return error;
  const inner = error instanceof Error && error.cause instanceof HubError ? error.cause : undefined;
  if (inner) return inner;
  const { code, what } = failureOf(error);
  return new HubError("unreachable", `${host} ${what}`, { code, cause: error });
}

const SYSTEM_FAILURES: Readonly<Record<string, { readonly code: string; readonly what: string }>> = {
  ENOTFOUND: { code: "dns", what: "is not a known host name" },
  EAI_AGAIN: { code: "dns", what: "could not be looked up just now" },
  ECONNREFUSED: { code: "refused", what: "refused the connection" },
  EHOSTUNREACH: { code: "refused", what: "cannot be reached" },
  ENETUNREACH: { code: "refused", what: "cannot be reached" },
  ECONNRESET: { code: "reset", what: "broke the connection off" },
  EPIPE: { code: "reset", what: "broke the connection off" },
  ETIMEDOUT: { code: "timeout", what: "did not answer in time" },
};

function failureOf(error: unknown): { readonly code: string; readonly what: string } {
  if (error instanceof errors.ConnectTimeoutError)
    return { code: "timeout", what: "did not accept a connection in time" };
  if (error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError) {
    return { code: "timeout", what: "did not answer in time" };
  }
  if (error instanceof errors.ResponseExceededMaxSizeError)
    return { code: "too_large", what: "sent an answer that is too large" };
  const system = codeOf(error);
  const known = SYSTEM_FAILURES[system];
  if (known) return known;
  if (/CERT|SSL|TLS|SELF_SIGNED|ALTNAME|EPROTO|UNABLE_TO/.test(system)) {
    return { code: "tls", what: `has no valid certificate (${system})` };
  }
  if (error instanceof errors.SocketError || /terminated|other side closed/.test(messageOf(error))) {
    return { code: "reset", what: "broke the connection off" };
  }
  return { code: "network", what: `could not be asked (${system || "network failure"})` };
}

function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
