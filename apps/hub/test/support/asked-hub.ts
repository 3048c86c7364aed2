// A hub without stores, spoken to below /api/v1.
import { expect } from "vitest";
import { type Reply, startTestHub, type TestHub, type TestHubOptions } from "./test-hub.ts";

export type AskedHub = TestHub & {
  /** Below /api/v1; expects `status`. */
  ask(method: string, path: string, body?: unknown, status?: number): Promise<Reply["body"]>;
};

export async function startAskedHub(options: TestHubOptions = {}): Promise<AskedHub> {
  const hub = await startTestHub(options);
  const ask = async (method: string, path: string, body?: unknown, status = 200) => {
    const reply = await hub.call(method, `/api/v1${path}`, body);
    expect(reply, `${method} ${path}: ${JSON.stringify(reply.body)}`).toMatchObject({ status });
    return reply.body;
  };
  return { ...hub, ask };
}
