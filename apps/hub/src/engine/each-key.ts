// A batch of wake-ups as single ones, side by side: one that fails is told of and comes back by upkeep, its neighbours go on.

export function eachKey(handle: (key: string) => Promise<void>, onFailure: (error: unknown, key: string) => void) {
  return async (keys: readonly string[]): Promise<void> => {
    await Promise.all(keys.map((key) => handle(key).catch((error: unknown) => onFailure(error, key))));
  };
}
