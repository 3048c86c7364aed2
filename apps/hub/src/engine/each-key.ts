// A batch of wake-ups as single ones, side by side: one that fails is told of and comes again, its neighbours go on.
import type { Db } from "../database/database.ts";
import { awaitSenders } from "../database/locks.ts";

export type EachKey = {
  readonly db: Db;
  readonly queue: string;
  handle(key: string): Promise<void>;
  onFailure(error: unknown, key: string): void;
};

export function eachKey({ db, queue, handle, onFailure }: EachKey) {
  return async (keys: readonly string[]): Promise<ReadonlySet<string>> => {
    const failed = new Set<string>();
    const attempt = async (key: string) => {
      try {
        await awaitSenders(db, `${queue} ${key}`);
        await handle(key);
      } catch (error) {
        failed.add(key);
        onFailure(error, key);
      }
    };
    await Promise.all(keys.map(attempt));
    return failed;
  };
}
