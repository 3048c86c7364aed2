// Remembers answers for a few seconds, for questions that every request asks again.

export type ShortMemory<Value> = {
  get(key: string, read: () => Promise<Value>): Promise<Value>;
  /** What is being read at this moment is not kept either: it may be older than what was just changed. */
  forgetAll(): void;
};

export type ShortMemoryOptions = {
  readonly now: () => Date;
  readonly keepMs: number;
  /** Beyond this many everything is forgotten, so that made-up keys cannot fill the memory. */
  readonly most: number;
};

export function makeShortMemory<Value>({ now, keepMs, most }: ShortMemoryOptions): ShortMemory<Value> {
  const held = new Map<string, { readonly value: Value; readonly until: number }>();
  let generation = 0;
  return {
    get: async (key, read) => {
      const known = held.get(key);
      if (known && known.until > now().getTime()) return known.value;
      const readIn = generation;
      const value = await read();
      if (held.size >= most) held.clear();
      if (readIn === generation) held.set(key, { value, until: now().getTime() + keepMs });
      return value;
    },
    forgetAll: () => {
      generation += 1;
      held.clear();
    },
  };
}
