// Several pieces of news about one thing at once: the newest stands for it.
import type { Seen } from "../../connector-kit/contract.ts";

type Stamped = { readonly remoteId: string; readonly modifiedAt: string };

export type Newest<T> = {
  readonly newest: readonly Seen<T>[];
  /** Things of which two of the same second say different things: which is newer, only the store can tell. */
  readonly tied: readonly string[];
};

export function newestOfEach<T extends Stamped>(news: readonly Seen<T>[]): Newest<T> {
  const newest = new Map<string, Seen<T>>();
  const tied = new Set<string>();
  for (const each of news) {
    const { remoteId, modifiedAt } = each.record;
    const held = newest.get(remoteId);
    if (held && held.record.modifiedAt > modifiedAt) continue;
    if (held && held.record.modifiedAt < modifiedAt) tied.delete(remoteId);
    else if (held && held.raw !== each.raw) tied.add(remoteId);
    newest.set(remoteId, each);
  }
  return { newest: [...newest.values()], tied: [...tied] };
}
