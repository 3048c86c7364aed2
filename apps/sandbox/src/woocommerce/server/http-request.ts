// A request as the store's code sees it.
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { JsonObject } from "../wordpress/json.ts";
import { phpQuery } from "../wordpress/php-query.ts";

export type HttpRequest = {
  method: string;
  // Without the folder of WordPress.
  path: string;
  // The whole path with its query, as asked for.
  url: string;
  query: JsonObject;
  headers: Record<string, string | undefined>;
  body: string;
};

const bodyLimit = 32 * 1024 * 1024;

export async function readRequest(incoming: IncomingMessage, folder: string): Promise<HttpRequest> {
  const url = incoming.url ?? "/";
  const mark = url.indexOf("?");
  const whole = mark < 0 ? url : url.slice(0, mark);
  const inFolder = folder !== "" && (whole === folder || whole.startsWith(`${folder}/`));
  const path = folder === "" ? whole : inFolder ? whole.slice(folder.length) || "/" : `/..${whole}`;
  const query = mark < 0 ? {} : phpQuery(url.slice(mark + 1));
  return {
    method: incoming.method ?? "GET",
    path,
    url,
    query,
    headers: flat(incoming.headers),
    body: await readBody(incoming),
  };
}

function flat(headers: IncomingHttpHeaders): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
  );
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  if (incoming.method === "GET" || incoming.method === "HEAD") return "";
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > bodyLimit) throw new Error("the body is too large");
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString("utf8");
}
