// A request as the store's code sees it.
import type { IncomingMessage } from "node:http";

export type HttpRequest = {
  method: string;
  path: string;
  /** Path and query as asked for. */
  url: string;
  query: URLSearchParams;
  headers: Readonly<Record<string, string | undefined>>;
  body: string;
  /** The body as a form. */
  form(): URLSearchParams;
  /** The text fields of a JSON or form body. */
  fields(): Readonly<Record<string, string>>;
};

const bodyLimit = 32 * 1024 * 1024;

export async function readRequest(incoming: IncomingMessage): Promise<HttpRequest> {
  const url = incoming.url ?? "/";
  const target = new URL(url, "http://store.invalid");
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
  );
  const body = await readBody(incoming);
  const form = () => new URLSearchParams(body);
  return {
    method: incoming.method ?? "GET",
    path: target.pathname,
    url,
    query: target.searchParams,
    headers,
    body,
    form,
    fields: () => (headers["content-type"]?.includes("json") ? jsonFields(body) : Object.fromEntries(form())),
  };
}

function jsonFields(body: string): Record<string, string> {
  const value = parseJson(body);
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, field]) =>
      typeof field === "string" || typeof field === "number" || typeof field === "boolean"
        ? [[name, String(field)]]
        : [],
    ),
  );
}

// Undefined for what is no JSON.
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function readBody(incoming: IncomingMessage): Promise<string> {
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
