// Sends one POST as a shop does: its headers in its order, no redirect followed unless asked.
import http from "node:http";
import https from "node:https";

export type Post = {
  url: string;
  headers: Record<string, string>;
  body: string;
  timeoutMs: number;
  signal: AbortSignal;
};
export type PostOutcome = { status: number; location: string | undefined } | { error: string };

export function post({ url, headers, body, timeoutMs, signal }: Post): Promise<PostOutcome> {
  return new Promise((resolve) => {
    const target = new URL(url);
    const client = target.protocol === "https:" ? https : http;
    const bytes = Buffer.from(body, "utf8");
    const all = { ...headers, Connection: "close", "Content-Length": String(bytes.length) };
    const fail = (error: Error) => resolve({ error: error.message });
    // Targets on this machine may bring a certificate of their own making.
    const rejectUnauthorized = !["127.0.0.1", "localhost"].includes(target.hostname);
    const options = { method: "POST", headers: all, agent: false, signal, rejectUnauthorized };
    const request = client.request(target, options, (reply) => {
      reply.on("error", fail);
      reply.on("end", () => resolve({ status: reply.statusCode ?? 0, location: reply.headers.location }));
      reply.resume();
    });
    request.on("error", fail);
    request.setTimeout(timeoutMs, () => request.destroy(new Error(`no answer within ${timeoutMs} ms`)));
    request.end(bytes);
  });
}

export async function postFollowing(request: Post, redirects = 5): Promise<PostOutcome> {
  const outcome = await post(request);
  if ("error" in outcome || redirects === 0 || outcome.location === undefined || outcome.status < 300) return outcome;
  return postFollowing({ ...request, url: new URL(outcome.location, request.url).href }, redirects - 1);
}
