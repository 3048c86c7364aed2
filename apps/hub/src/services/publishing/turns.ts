// So many at once in this process, the others in the order in which they came: whoever publishes while a caller waits holds
// connections to the database, and there are not many.

export type Turns = {
  /** False where the turn did not come in time; then nothing was done. */
  within(mostWaitMs: number, work: () => Promise<void>): Promise<boolean>;
};

export function makeTurns(most: number): Turns {
  let busy = 0;
  const waiting: (() => void)[] = [];

  /** Resolves to whether it is our turn. */
  function turn(mostWaitMs: number): Promise<boolean> {
    if (busy < most) {
      busy += 1;
      return Promise.resolve(true);
    }
    return new Promise((resolve) => {
      const begin = () => {
        clearTimeout(timer);
        resolve(true);
      };
      const timer = setTimeout(
        () => {
          waiting.splice(waiting.indexOf(begin), 1);
          resolve(false);
        },
        Math.min(mostWaitMs, LONGEST_TIMER_MS),
      );
      waiting.push(begin);
    });
  }

  return {
    within: async (mostWaitMs, work) => {
      if (!(await turn(mostWaitMs))) return false;
      try {
        await work();
        return true;
      } finally {
        const next = waiting.shift();
        // The turn is handed on; it is free only where nobody waits for it.
        if (next) next();
        else busy -= 1;
      }
    },
  };
}

/** What a timer can hold. */
const LONGEST_TIMER_MS = 2_147_483_647;
