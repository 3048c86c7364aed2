// The running hub as the command line sees it: requests with a login, replies parsed, problems turned into errors with a remedy.
import { problemSchema } from "@logix/api/problem";
import { type ErrorKind, HubError } from "@logix/model";
import type { ZodType } from "zod";
import { tokenFor } from "./logins.ts";
import type { World } from "./world.ts";

export type Reply<T> = { readonly value: T /** As the hub sent it. */; readonly raw: unknown };

export type HubApi = {
  readonly address: string;
  get<T>(path: string, schema: ZodType<T>): Promise<Reply<T>>;
  send<T>(method: "POST" | "PUT" | "PATCH", path: string, body: unknown, schema: ZodType<T>): Promise<Reply<T>>;
};

export function openHub(address: string, world: World): HubApi {
  const token = tokenFor(address, world.env);
  async function request<T>(method: string, path: string, body: unknown, schema: ZodType<T>): Promise<Reply<T>> {
    const reply = await world
      .fetch(`${address}/api/v1${path}`, {
        method,
        headers: {
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...(body !== undefined && { "content-type": "application/json" }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      .catch((cause: unknown) => {
        throw notThere(address, cause);
      });
    const raw = jsonOf(await reply.text());
    if (!reply.ok) throw withLoginHint(problemOf(reply.status, raw, address), path);
    const parsed = schema.safeParse(raw);
    if (parsed.success) return { value: parsed.data, raw };
    throw new HubError("unreadable", `The reply of ${address} is not what this command line understands`, {
      remedy: "Use the command line of the same version as the hub",
      cause: parsed.error,
    });
  }
  return {
    address,
    get: (path, schema) => request("GET", path, undefined, schema),
    send: (method, path, body, schema) => request(method, path, body, schema),
  };
}

/** `?a=1&b=2` of what is set. */
export function queryOf(values: Readonly<Record<string, string | number | undefined>>): string {
  const set = Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return set.length === 0 ? "" : `?${new URLSearchParams(Object.fromEntries(set))}`;
}

function notThere(address: string, cause: unknown): HubError {
  return new HubError("unreachable", `No hub answers at ${address}`, {
    remedy: "Start it with npm start, or say where it is with --hub or LOGIX_URL",
    cause,
  });
}

const KINDS: Readonly<Record<number, ErrorKind>> = {
  400: "invalid",
  401: "unauthenticated",
  403: "forbidden",
  404: "missing",
  409: "conflict",
  422: "refused",
  429: "limited",
};

function problemOf(status: number, raw: unknown, address: string): HubError {
  const kind = KINDS[status] ?? "unreachable";
  const problem = problemSchema.safeParse(raw);
  if (!problem.success) {
    const remedy = "Is this the address of a Logix hub?";
    return new HubError(kind, `${address} answered with ${status} and no explanation`, { remedy });
  }
  const { detail, code, remedy, issues, remote } = problem.data;
  return new HubError(kind, detail, { code, issues, remote, ...(remedy !== undefined && { remedy }) });
}

/** The hub says it in words for programs. */
function withLoginHint(error: HubError, path: string): HubError {
  if (error.kind !== "unauthenticated" || path === "/auth/login") return error;
  const remedy = "Log in with: npm run logix -- login";
  return new HubError(error.kind, error.message, { ...error.details, remedy });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text; // the caller says that it is no reply of a hub
  }
}
