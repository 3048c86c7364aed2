// A run as a client starts and follows it.
import type { Run } from "@logix/api/hub/runs";
import { eventually, type TestHub } from "./test-hub.ts";

/** Starts a run and waits for its end, whatever that is. */
export async function finishedRun(hub: TestHub, connection: string, body: object): Promise<Run> {
  const started = await hub.call("POST", `/api/v1/connections/${connection}/runs`, body);
  if (started.status !== 202) throw new Error(`No run: ${JSON.stringify(started.body)}`);
  return endOfRun(hub, started.body.id);
}

export async function endOfRun(hub: TestHub, id: number): Promise<Run> {
  return eventually(async () => {
    const { body } = await hub.call("GET", `/api/v1/runs/${id}`);
    return body.finished_at !== null && body;
  }, `run ${id} ended`);
}
