// A batch of wake-ups as single ones, side by side: one that fails is told of and comes again, its neighbours go on. One that
// waits for its store steps aside.
import type { Db } from "../database/database.ts";
import { awaitSenders } from "../database/locks.ts";
import type { Asides } from "./asides.ts";

export type EachKey = {
  readonly db: Db;
  readonly queue: string;
  readonly asides: Asides;
  handle(key: string): Promise<void>;
  onFailure(error: unknown, key: string): void;
  /** A job is over once its work has stepped aside, so what fails after that needs another. */
  again(key: string): Promise<void>;
};

export function eachKey({ db, queue, asides, handle, onFailure, again }: EachKey) {
  const late = (key: string) => (error: unknown) => {
    onFailure(error, key);
    // Where not even that can be written down, upkeep finds what waits.
    again(key).catch((failure) => onFailure(failure, key));
  };
  return async (keys: readonly string[]): Promise<ReadonlySet<string>> => {
    const failed = new Set<string>();
    const attempt = async (key: string) => {
      try {
        await awaitSenders(db, `${queue} ${key}`);
        await asides.run(() => handle(key), late(key));
      } catch (error) {
        failed.add(key);
        onFailure(error, key);
      }
    };
    await Promise.all(keys.map(attempt));
    return failed;
  };
}
