// One request through the whole site: control API, faults, approve flow, REST API, pages.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { ControlHttp } from "../control/control-http.ts";
import type { ApproveFlow } from "./approve-flow.ts";
import { earlyAnswer, type FaultBox, type FaultRule, lateAnswer } from "./faults.ts";
import { type HttpAnswer, nginxAnswer } from "./http-answer.ts";
import { type HttpRequest, readRequest } from "./http-request.ts";
import { answerPage } from "./pages.ts";
import { answerRest, type RestApi } from "./rest-api.ts";
import { restTarget } from "./rest-path.ts";
import type { Watcher } from "./watcher.ts";

export type Site = {
  api: RestApi;
  faults: FaultBox;
  control: ControlHttp;
  approve: ApproveFlow;
  watchers: ReadonlySet<Watcher>;
};

export async function handle(site: Site, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const { settings } = site.api.state;
  try {
    const request = await readRequest(incoming, settings.folder);
    if (request.url.startsWith("/_sandbox")) {
      send(outgoing, await site.control.answer(request), request);
      return;
    }
    await serve(site, request, outgoing);
  } catch (error) {
    // A fault of the simulator itself must not look like one of WooCommerce.
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    outgoing.writeHead(599, { "Content-Type": "text/plain" }).end(`The simulator failed: ${text}`);
  }
}

async function serve(site: Site, request: HttpRequest, outgoing: ServerResponse): Promise<void> {
  for (const watch of site.watchers) await watch({ method: request.method, path: request.path, query: request.query });
  const { waitMs, fault } = site.faults.draw(request.method, request.url, request.body);
  if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
  if (fault?.kind === "stall") return keep(site, request, 0);
  if (fault?.kind === "drop") return drop(site, request, outgoing);
  const answer = (fault && earlyAnswer(fault)) ?? (await work(site, request, fault));
  if (fault?.kind === "save-then-drop") return drop(site, request, outgoing);
  keep(site, request, answer.status);
  send(outgoing, answer, request);
}

async function work(site: Site, request: HttpRequest, fault: FaultRule | undefined): Promise<HttpAnswer> {
  const answer = await answerSite(site, request);
  return (fault && lateAnswer(fault, answer)) ?? answer;
}

async function answerSite({ api, approve }: Site, request: HttpRequest): Promise<HttpAnswer> {
  const { state } = api;
  if (request.url.length > 8_192) return nginxAnswer(414, "Request-URI Too Large");
  if (request.path.startsWith("/wc-auth/")) return approve.answer(request);
  const target = restTarget(state.settings.permalinks, request.path, request.query);
  return target ? answerRest(api, target, request) : answerPage(state, request);
}

function drop(site: Site, request: HttpRequest, outgoing: ServerResponse): void {
  keep(site, request, 0);
  // A socket under TLS cannot send a reset; it just ends.
  if (site.api.state.settings.secure) outgoing.socket?.destroy();
  else outgoing.socket?.resetAndDestroy();
}

// Status 0: no answer was sent.
function keep({ api }: Site, { method, path, query, body }: HttpRequest, status: number): void {
  const at = new Date(api.state.nowSeconds() * 1000).toISOString();
  api.log.keep({ method, path, query, status, body, at });
}

function send(outgoing: ServerResponse, answer: HttpAnswer, request: HttpRequest): void {
  const bytes = typeof answer.body === "string" ? Buffer.from(answer.body, "utf8") : answer.body;
  outgoing.writeHead(answer.status, {
    Server: "nginx/1.22.1",
    ...answer.headers,
    "Content-Length": String(bytes.length),
  });
  outgoing.end(request.method === "HEAD" ? undefined : bytes);
}
