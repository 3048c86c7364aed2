// How records travel from a store: one by one, in pages, or not at all.

export type RemoteId = string;

/** A record with the store's own reply behind it, as JSON text. */
export type Seen<T> = { readonly record: T; readonly raw: string };

/** One record that could not be understood: parked by the engine, it does not stop the page. */
export type Unreadable = { readonly remoteId: RemoteId | null; readonly reason: string; readonly raw: string };

/** Where a sync can be taken up again. Only the connector understands it; it survives as JSON. */
export type Checkpoint = Readonly<Record<string, string | number | boolean | null>>;

export type Page<T> = {
  readonly records: readonly Seen<T>[];
  readonly unreadable: readonly Unreadable[];
  /** Things on the page that are none, such as carts in checkout; counted, not stored. */
  readonly ignored: number;
  /** Everything up to and with this page is safe once it is stored. */
  readonly checkpoint: Checkpoint;
  /** How many records the store says there are; a hint for a progress bar. */
  readonly total: number | null;
  /** The store is still preparing what comes next: store this checkpoint and come again after so many milliseconds. */
  readonly comeAgainAfterMs?: number;
};

/** The thing is not there any more: deleted for good, or never existed. */
export type Gone = { readonly gone: true };

/**
 * The outcome of a write. `skipped`: the store had moved on since, nothing was written; `after` is what the store shows
 * now, to be taken over like any other news.
 */
export type Written<T> = { readonly outcome: "written" | "skipped"; readonly after: Seen<T>; readonly reason?: string };
