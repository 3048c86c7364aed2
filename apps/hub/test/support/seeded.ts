// Chance that can be repeated: the same seed gives the same choices.
export type Seeded = {
  /** From 0 to below `below`. */
  whole(below: number): number;
  chance(of: number): boolean;
  pick<T>(list: readonly [T, ...(readonly T[])] | readonly T[]): T;
};

export function seeded(seed: number): Seeded {
  let state = seed >>> 0;
  // mulberry32
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const whole = (below: number) => Math.floor(next() * below);
  return {
    whole,
    chance: (of) => next() < of,
    pick: <T>(list: readonly T[]) => {
      const at = whole(list.length);
      if (at >= list.length) throw new Error("Nothing to choose from");
      return list[at] as T;
    },
  };
}
