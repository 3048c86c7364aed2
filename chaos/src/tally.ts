// What was done, counted by name, in the order in which it happened first.
export type Tally = { add(what: string, count?: number): void; counts(): Readonly<Record<string, number>> };

export function makeTally(): Tally {
  const counted = new Map<string, number>();
  return {
    add: (what, count = 1) => void counted.set(what, (counted.get(what) ?? 0) + count),
    counts: () => Object.fromEntries(counted),
  };
}
