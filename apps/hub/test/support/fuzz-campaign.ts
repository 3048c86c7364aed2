// Sends many requests, a few at a time, and keeps what went wrong with what would show it again.
import { Agent } from "node:http";
import { faultInReply } from "./fault-in-reply.ts";
import { type RawReply, type RawRequest, rawRequest } from "./raw-request.ts";

const AT_ONCE = 6;
const WITHIN_MS = 30_000;
const MOST_FAULTS = 30;

export type Campaign = {
  readonly origin: string;
  readonly requests: Iterable<RawRequest>;
  readonly secrets: readonly string[];
  onReply?(request: RawRequest, reply: RawReply): Promise<void>;
};
export type Outcome = {
  readonly sent: number;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly faults: readonly string[];
  readonly slowestMs: number;
};

export async function runCampaign({ origin, requests, secrets, onReply }: Campaign): Promise<Outcome> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const left = requests[Symbol.iterator]();
  const byStatus: Record<string, number> = {};
  const faults: string[] = [];
  let sent = 0;
  let slowestMs = 0;

  async function sendOne(request: RawRequest): Promise<void> {
    const started = performance.now();
    const reply = await rawRequest(origin, request, { agent, withinMs: WITHIN_MS });
    slowestMs = Math.max(slowestMs, Math.round(performance.now() - started));
    byStatus[reply.status] = (byStatus[reply.status] ?? 0) + 1;
    const fault = faultInReply(request, reply, secrets);
    if (fault) faults.push(`${fault}\n  ${shown(request)}\n  → ${reply.status} ${reply.text.slice(0, 400)}`);
    await onReply?.(request, reply);
  }

  async function work(): Promise<void> {
    for (let next = left.next(); !next.done && faults.length < MOST_FAULTS; next = left.next()) {
      sent += 1;
      await sendOne(next.value).catch((error) => {
        faults.push(`${error}\n  ${shown(next.value)}`);
      });
    }
  }

  await Promise.all(Array.from({ length: AT_ONCE }, work));
  agent.destroy();
  return { sent, byStatus, faults, slowestMs };
}

function shown({ method, path, headers, body }: RawRequest): string {
  const { authorization: _, ...rest } = headers;
  return `${method} ${path.slice(0, 300)} ${JSON.stringify(rest).slice(0, 200)} ${body?.toString("utf8", 0, 700) ?? ""}`;
}
