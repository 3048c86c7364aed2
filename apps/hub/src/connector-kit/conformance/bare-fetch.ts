// The way to a simulated store without limits, guard or patience, for the conformance suite.
import { HubError } from "@logix/model";
import { Agent } from "undici";
import type { LimitedFetch } from "../http.ts";

export type BareFetch = { readonly fetch: LimitedFetch; close(): Promise<void> };

/** @param ca the certificate of a store that made its own. */
export function bareFetch(ca?: string): BareFetch {
  const agent = new Agent({ connect: ca === undefined ? {} : { ca }, bodyTimeout: 10_000, headersTimeout: 10_000 });
  return {
    close: () => agent.destroy(),
    async fetch({ url, method, headers, body = null }) {
      const { origin, pathname, search } = new URL(url);
      try {
        const reply = await agent.request({ origin, path: pathname + search, method, headers, body });
        const lines = Object.entries(reply.headers).map(([name, value]) => [name, String(value)]);
        return { status: reply.statusCode, headers: Object.fromEntries(lines), text: await reply.body.text() };
      } catch (cause) {
        throw new HubError("unreachable", "The connection to the store broke", { code: "reset", cause });
      }
    },
  };
}
