// A reconcile, started and followed to its end, with the rows that it named.
import { eventually, type Reply, type TestHub } from "./test-hub.ts";

export type Sweep = {
  readonly id: number;
  readonly domains: Readonly<Record<string, Reply["body"]>>;
  readonly rows: readonly Reply["body"][];
};

export async function sweep(hub: TestHub, connection: string, ...domains: readonly string[]): Promise<Sweep> {
  const started = await hub.call("POST", `/api/v1/connections/${connection}/reconcile`, { domains });
  if (started.status !== 202) throw new Error(`Not started: ${JSON.stringify(started.body)}`);
  return ended(hub, started.body.id);
}

export async function ended(hub: Pick<TestHub, "call">, id: number, withinMs?: number): Promise<Sweep> {
  const done = await eventually(
    async () => {
      const { body } = await hub.call("GET", `/api/v1/reconciles/${id}`);
      if (body.state === "failed") throw new Error(JSON.stringify(body.error));
      return body.state === "done" && body;
    },
    "the reconcile ended",
    withinMs,
  );
  const { body } = await hub.call("GET", `/api/v1/reconciles/${id}/rows?limit=200`);
  const byName = done.domains.map((each: { domain: string }) => [each.domain, each]);
  return { id, domains: Object.fromEntries(byName), rows: body.rows };
}
