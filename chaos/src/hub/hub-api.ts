// The hub as a client reaches it that does not give up: asked until it answers, because it is killed all the time.
import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { PERMISSIONS } from "../../../packages/api/src/permissions.ts";

type Method = "GET" | "POST" | "PUT" | "PATCH";
// biome-ignore lint/suspicious/noExplicitAny: replies of many shapes, each looked at where it is used
type Reply = { readonly status: number; readonly body: any };
type Asking = { readonly method: Method; readonly path: string; readonly body?: unknown; readonly key?: string };

export type HubApi = {
  /** One attempt. @throws where the hub does not answer */
  once(asking: Asking): Promise<Reply>;
  /** Again and again until the hub has taken it or says that it never will. */
  until(asking: Asking): Promise<Reply>;
};

export const OWNER = { email: "owner@example.com", password: "a long password" };

const ATTEMPT_MS = 20_000;
const PAUSE_MS = 150;
/** A hub that is killed every few seconds is up long enough for any request within this time. */
const PATIENCE_MS = 240_000;

/** What says nothing about the request itself: it is sent again. */
const PASSING = new Set([408, 429, 500, 502, 503, 504]);

export function makeHubApi(url: string, onRepeat: () => void): HubApi & { signIn(): Promise<void> } {
  let token = "";
  const once = (asking: Asking) => send(url, token, asking);

  async function until(asking: Asking): Promise<Reply> {
    const ends = performance.now() + PATIENCE_MS;
    for (;;) {
      const reply = await once(asking).catch((error: unknown) => ({ status: 503, body: String(error) }));
      if (!PASSING.has(reply.status)) return reply;
      if (performance.now() > ends) throw new Error(`${asking.method} ${asking.path} never worked: ${toText(reply)}`);
      onRepeat();
      await delay(PAUSE_MS);
    }
  }

  return {
    once,
    until,
    /** With a token that never expires, because clocks jump here. */
    signIn: async () => {
      const { body } = await until({ method: "POST", path: "/api/v1/auth/login", body: OWNER });
      token = body.token;
      const wish = { name: `campaign ${randomUUID()}`, permissions: PERMISSIONS };
      token = (await until({ method: "POST", path: "/api/v1/tokens", body: wish })).body.token;
    },
  };
}

function toText({ status, body }: Reply): string {
  return `${status} ${JSON.stringify(body).slice(0, 500)}`;
}

async function send(url: string, token: string, { method, path, body, key }: Asking): Promise<Reply> {
  const reply = await fetch(url + path, {
    method,
    signal: AbortSignal.timeout(ATTEMPT_MS),
    headers: {
      ...(token !== "" && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(key !== undefined && { "idempotency-key": key }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await reply.text();
  return { status: reply.status, body: text.startsWith("{") ? JSON.parse(text) : text };
}
