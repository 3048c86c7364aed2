// One clock for all processes of a run: milliseconds since 1970 with a fraction.
import { setTimeout as delay } from "node:timers/promises";

export function now(): number {
  return performance.timeOrigin + performance.now();
}

/** Looks until `look` is true. @throws when it is not within `withinMs`. */
export async function until(
  what: string,
  look: () => Promise<boolean> | boolean,
  { everyMs = 100, withinMs }: { readonly everyMs?: number; readonly withinMs: number },
): Promise<void> {
  const ends = now() + withinMs;
  while (!(await look())) {
    if (now() > ends) throw new Error(`Within ${Math.round(withinMs / 1000)} s it did not happen that ${what}`);
    await delay(everyMs);
  }
}
