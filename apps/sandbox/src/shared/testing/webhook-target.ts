// A place that receives webhooks and lets a test wait for them.
import http from "node:http";
import { isObject, type JsonObject, parseJson } from "../json.ts";

export type Received = {
  path: string;
  headers: http.IncomingHttpHeaders;
  rawHeaders: string[];
  body: string;
  json: JsonObject;
};
export type WebhookTarget = {
  url: string;
  received: Received[];
  // Without greetings such as pings.
  deliveries(): Received[];
  answerWith(status: number, headers?: Record<string, string>): void;
  close(): Promise<void>;
};

export async function openWebhookTarget(isDelivery: (one: Received) => boolean = () => true): Promise<WebhookTarget> {
  const received: Received[] = [];
  let status = 200;
  let answerHeaders: Record<string, string> = {};
  const server = http.createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk) => chunks.push(chunk));
    incoming.on("end", () => {
      const body = Buffer.concat(chunks).toString("utf8");
      const { headers, rawHeaders, url = "" } = incoming;
      received.push({ path: url, headers, rawHeaders, body, json: toObject(body) });
      outgoing.writeHead(status, answerHeaders).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the target has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    received,
    deliveries: () => received.filter(isDelivery),
    answerWith: (next, headers = {}) => {
      status = next;
      answerHeaders = headers;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function toObject(body: string): JsonObject {
  if (!body.startsWith("{")) return {};
  const json = parseJson(body);
  return isObject(json) ? json : {};
}
