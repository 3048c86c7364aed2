// The one way to the hub: each reply passes the schema that the hub itself was written against.
import type { z } from "zod";
import { ApiProblem, ownProblem, problemOfReply } from "./problem.ts";

type Query = Readonly<Record<string, string | number | boolean | undefined | null>>;
type Method = "POST" | "PUT" | "PATCH" | "DELETE";

let onLoggedOut: () => void = () => {};

/** Who wants to know that the session has ended. */
export function whenLoggedOut(listener: () => void): void {
  onLoggedOut = listener;
}

export function get<T>(path: string, schema: z.ZodType<T>, query: Query = {}, signal?: AbortSignal): Promise<T> {
  return call(path + queryText(query), schema, { method: "GET", signal });
}

export function send<T>(method: Method, path: string, schema: z.ZodType<T>, body?: unknown): Promise<T> {
  return call(path, schema, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
}

/** A file as it is, such as CSV. */
export function sendFile<T>(path: string, schema: z.ZodType<T>, type: string, file: Blob): Promise<T> {
  return call(path, schema, { method: "POST", body: file, headers: { "content-type": type } });
}

/** Where nothing comes back. */
export async function sendOnly(method: Method, path: string, body?: unknown): Promise<void> {
  await ask(path, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
}

async function call<T>(path: string, schema: z.ZodType<T>, init: RequestInit): Promise<T> {
  const reply = await ask(path, init);
  const body: unknown = await reply.json().catch(() => undefined);
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new ApiProblem(ownProblem("unreadable", `${path}: ${parsed.error.issues[0]?.message ?? ""}`), {
    cause: parsed.error,
  });
}

async function ask(path: string, init: RequestInit): Promise<Response> {
  const reply = await fetch(`/api/v1${path}`, { ...init, headers: headersOf(init), credentials: "same-origin" }).catch(
    (error: unknown) => {
      if (init.signal?.aborted) throw error;
      throw new ApiProblem(ownProblem("offline", ""), { cause: error });
    },
  );
  if (reply.ok) return reply;
  const problem = await problemOfReply(reply);
  if (reply.status === 401 && problem.code !== "login_failed") onLoggedOut();
  throw new ApiProblem(problem);
}

/** The header proves that a request is this page's own: another site can send the cookie's request, but never a header. */
function headersOf(init: RequestInit): Record<string, string> {
  const type = new Headers(init.headers).get("content-type") ?? "application/json";
  return { "x-logix-dashboard": "1", ...(init.body != null && { "content-type": type }) };
}

function queryText(query: Query): string {
  const entries = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === null || value === "" ? [] : [[name, String(value)]],
  );
  return entries.length === 0 ? "" : `?${new URLSearchParams(entries).toString()}`;
}
