// Every request to the store's address.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { ControlHttp } from "../control/control-http.ts";
import type { OAuthRoutes } from "../oauth/oauth-routes.ts";
import type { ShopifyState } from "../state/shopify-state.ts";
import { earlyAnswer, type FaultBox, lateAnswer } from "./faults.ts";
import {
  type Asked,
  answerGraph,
  answerThrottled,
  type GraphRoute,
  isGraphPath,
  readAsked,
  sessionOf,
} from "./graph-route.ts";
import { type HttpAnswer, htmlAnswer, jsonAnswer } from "./http-answer.ts";
import { type HttpRequest, parseJson, readRequest } from "./http-request.ts";
import type { RequestLog } from "./request-log.ts";

export type Site = {
  state: ShopifyState;
  graph: GraphRoute;
  oauth: OAuthRoutes;
  faults: FaultBox;
  log: RequestLog;
  control: ControlHttp;
  uninstall: () => void;
  /** Runs before a mutation of that name is executed, once: how tests make a sale fall between read and write. */
  beforeMutation: (name: string) => void;
};

export async function handle(site: Site, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  try {
    const request = await readRequest(incoming);
    if (request.path.startsWith("/_sandbox")) return send(outgoing, await site.control.answer(request));
    await serve(site, request, outgoing);
  } catch (error) {
    // A fault of the simulator itself must not look like one of Shopify.
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    outgoing.writeHead(599, { "Content-Type": "text/plain" }).end(`The simulator failed: ${text}`);
  }
}

async function serve(site: Site, request: HttpRequest, outgoing: ServerResponse): Promise<void> {
  const asked = readAsked(request);
  const { method, url: path } = request;
  const { waitMs, fault } = site.faults.draw({ method, path, operations: asked.operations });
  if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
  if (fault?.kind === "stall") return keep(site, request, asked);
  if (fault?.kind === "drop") return drop(site, request, asked, outgoing);
  if (fault?.kind === "throttled" && asked.kind !== "http") {
    const refusal = answerThrottled(site.graph, 100);
    keep(site, request, asked, refusal);
    return send(outgoing, refusal);
  }
  const answer = (fault && earlyAnswer(fault)) ?? work(site, request, asked);
  if (fault?.kind === "save-then-drop") return drop(site, request, asked, outgoing);
  const shown = (fault && lateAnswer(fault, answer)) ?? answer;
  keep(site, request, asked, shown);
  send(outgoing, shown);
}

function work(site: Site, request: HttpRequest, asked: Asked): HttpAnswer {
  if (isGraphPath(request.path)) {
    if (asked.kind === "mutation") for (const name of asked.operations) site.beforeMutation(name);
    return answerGraph(site.graph, request, asked);
  }
  const bulk = /^\/_bulk\/(\d+)\/(\w+)\/bulk\.jsonl$/.exec(request.path);
  if (bulk) return answerBulk(site, request, Number(bulk[1]), bulk[2] ?? "");
  return site.oauth.answer(request) ?? answerRest(site, request);
}

// The link needs no token; as a signed one it is good for seven days.
function answerBulk({ state }: Site, request: HttpRequest, id: number, secret: string): HttpAnswer {
  const bulk = state.bulks.get(id);
  const isOver = bulk?.completedAt != null && bulk.completedAt + 7 * 86_400_000 < state.now();
  if (!bulk?.jsonl || bulk.secret !== secret || isOver) return htmlAnswer(404, "<Error><Code>NoSuchKey</Code></Error>");
  const headers = { "Content-Type": "application/jsonl", "Accept-Ranges": "bytes" };
  const part = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "");
  if (!part) return { status: 200, headers, body: bulk.jsonl };
  const bytes = Buffer.from(bulk.jsonl);
  const from = Number(part[1]);
  const to = Math.min(bytes.length - 1, part[2] === "" ? bytes.length - 1 : Number(part[2]));
  if (from > to) return { status: 416, headers: { "Content-Range": `bytes */${bytes.length}` }, body: "" };
  // A part may end within a character, so it goes out as bytes.
  const range = { "Content-Range": `bytes ${from}-${to}/${bytes.length}` };
  return {
    status: 206,
    headers: { ...headers, ...range },
    body: bytes.subarray(from, to + 1).toString("latin1"),
    encoding: "latin1",
  };
}

// Of REST only what an app needs besides GraphQL.
function answerRest(site: Site, request: HttpRequest): HttpAnswer {
  const session = sessionOf(site.graph, request);
  if ("status" in session) return session;
  if (request.path === "/admin/oauth/access_scopes.json")
    return jsonAnswer(200, { access_scopes: [...session.scopes].map((handle) => ({ handle })) });
  if (request.method === "DELETE" && request.path === "/admin/api_permissions/current.json") {
    site.uninstall();
    return jsonAnswer(200, {});
  }
  return jsonAnswer(404, { errors: "Not Found" });
}

function drop(site: Site, request: HttpRequest, asked: Asked, outgoing: ServerResponse): void {
  keep(site, request, asked);
  // A socket under TLS cannot send a reset; it just ends.
  const { socket } = outgoing;
  if (socket && "encrypted" in socket) socket.destroy();
  else socket?.resetAndDestroy();
}

// Status 0: no answer was sent.
function keep({ log, state }: Site, request: HttpRequest, asked: Asked, answer?: HttpAnswer): void {
  const { method, path, body } = request;
  const at = new Date(state.now()).toISOString();
  const cost = answer ? costIn(answer.body) : null;
  log.keep({ method, path, operations: asked.operations, status: answer?.status ?? 0, cost, body, at }, asked.kind);
}

function costIn(body: string): number | null {
  const answer = parseJson(body.startsWith("{") ? body : "null");
  const found = /"actualQueryCost":(\d+)/.exec(typeof answer === "object" && answer !== null ? body.slice(-300) : "");
  return found ? Number(found[1]) : null;
}

function send(outgoing: ServerResponse, answer: HttpAnswer): void {
  const bytes = Buffer.from(answer.body, answer.encoding ?? "utf8");
  outgoing.writeHead(answer.status, { ...answer.headers, "Content-Length": String(bytes.length) }).end(bytes);
}
