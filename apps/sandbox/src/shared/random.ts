// Seeded randomness (mulberry32): the same seed always makes the same shop and the same faults.

export type Random = {
  fraction(): number;
  below(limit: number): number;
  pick<T>(items: readonly [T, ...T[]]): T;
  letters(length: number): string;
  hex(length: number): string;
};

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

export function createRandom(seed: number): Random {
  let state = seed | 0;
  const fraction = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit: number) => Math.floor(fraction() * limit);
  const textOf = (signs: string, length: number) => {
    let text = "";
    for (let index = 0; index < length; index += 1) text += signs.charAt(below(signs.length));
    return text;
  };
  return {
    fraction,
    below,
    pick: (items) => items[below(items.length)] ?? items[0],
    letters: (length) => textOf(alphabet, length),
    hex: (length) => textOf("0123456789abcdef", length),
  };
}

// One number out of two, spread well: a seed for the n-th thing of a kind.
export function mixSeed(seed: number, index: number): number {
  let mixed = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(index + 1, 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d);
  return mixed ^ (mixed >>> 15);
}
