// Upkeep once a minute, in one of all worker processes: each time leaves the wake-up call for the next. A call that got lost, with
// its process or its database, is made again by any process that still lives.
import type { Database } from "../../database/database.ts";
import type { Queue } from "../../engine/queue.ts";

const MINUTE_MS = 60_000;
/** The key under which the next time waits; however often it is asked for, one waits. */
const NEXT = "minute";

export function makeMinutes(
  database: Database,
  queue: Pick<Queue, "wake">,
  upkeep: (occasion: string) => Promise<void>,
  onError: (error: unknown) => void,
) {
  let timer: NodeJS.Timeout | undefined;

  async function wakeNext(): Promise<void> {
    const startAfter = new Date(Date.now() + MINUTE_MS);
    await queue.wake(database.db, "upkeep", [{ key: NEXT, startAfter }]);
  }

  return {
    handle: async (occasion: string): Promise<void> => {
      try {
        await upkeep(occasion);
      } finally {
        await wakeNext();
      }
    },
    start: (): void => {
      timer = setInterval(() => void wakeNext().catch(onError), MINUTE_MS).unref();
    },
    stop: (): void => clearInterval(timer),
  };
}
