// Waiting that ends early, without an error, when the demo ends.
import { setTimeout as wait } from "node:timers/promises";

export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal }).catch(() => {}); // aborted: the caller looks at the signal
}
