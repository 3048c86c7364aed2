// Time that stands still unless the schedule moves it. It serves the database and the stores alike.
export type Clock = { now(): number; date(): Date; pass(ms: number): void };

const NOON = Date.UTC(2026, 0, 15, 12);

export function makeClock(): Clock {
  let at = NOON;
  return {
    now: () => at,
    date: () => new Date(at),
    pass: (ms) => {
      at += ms;
    },
  };
}
