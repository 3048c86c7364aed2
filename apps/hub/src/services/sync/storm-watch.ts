// A store that says the same again and again, hundreds of times a minute, is believed at once: from then on its repetitions
// are collapsed into one hint for each thing, until a minute has passed without a storm. Each process watches what it receives.

export type StormTools<Connection> = {
  /** Once for each storm. */
  onStorm(connection: Connection): void;
  now(): Date;
};

export type StormWatch<Connection = { readonly id: number }> = {
  /** Counts a delivery about `thing`. True where it repeats what came often already, and the connection storms. */
  isTooMany(connection: Connection, thing: string): boolean;
};

/** Of the deliveries that a storm has been collapsed into. */
export const STORM_TOPIC = "storm";

const MINUTE_MS = 60_000;
/** About one thing within a minute; more are repetitions. */
const USUAL = 10;
/** Repetitions of a connection within a minute; more are a storm. */
const MOST_REPETITIONS = 600;

type Minute = { readonly began: number; readonly counts: Map<string, number>; repetitions: number; isStormy: boolean };

export function makeStormWatch<Connection extends { readonly id: number }>({
  onStorm,
  now,
}: StormTools<Connection>): StormWatch<Connection> {
  const minutes = new Map<number, Minute>();

  function minuteOf({ id }: Connection): Minute {
    const at = now().getTime();
    const held = minutes.get(id);
    if (held && at - held.began < MINUTE_MS) return held;
    const goesOn = held !== undefined && at - held.began < 2 * MINUTE_MS && held.repetitions > MOST_REPETITIONS;
    const fresh: Minute = { began: at, counts: new Map(), repetitions: 0, isStormy: goesOn };
    minutes.set(id, fresh);
    return fresh;
  }

  return {
    isTooMany: (connection, thing) => {
      const minute = minuteOf(connection);
      const count = (minute.counts.get(thing) ?? 0) + 1;
      minute.counts.set(thing, count);
      if (count <= USUAL) return false;
      minute.repetitions += 1;
      if (!minute.isStormy && minute.repetitions > MOST_REPETITIONS) {
        minute.isStormy = true;
        onStorm(connection);
      }
      return minute.isStormy;
    },
  };
}
