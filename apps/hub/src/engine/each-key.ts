// A batch of wake-ups as single ones, side by side: one that fails is told of and comes again, its neighbours go on.

export function eachKey(handle: (key: string) => Promise<void>, onFailure: (error: unknown, key: string) => void) {
  return async (keys: readonly string[]): Promise<ReadonlySet<string>> => {
    const failed = new Set<string>();
    const attempt = async (key: string) => {
      try {
        await handle(key);
      } catch (error) {
        failed.add(key);
        onFailure(error, key);
      }
    };
    await Promise.all(keys.map(attempt));
    return failed;
  };
}
