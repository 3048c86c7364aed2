// Work that waits for a store steps aside, so that its worker goes on with what waits for other stores. Without this a handful
// of stores that answer slowly would hold every worker.
import { AsyncLocalStorage } from "node:async_hooks";

/** What a worker waits for stores within one piece of work, all its requests together, before the work steps aside. */
const PATIENCE_MS = 500;

type Piece = { patienceMs: number; stepAside(): void };

const current = new AsyncLocalStorage<Piece>();

/** Around everything that may take long for the store's reasons: its answer, and our turn to ask it. */
export async function waitingForStore<T>(wait: () => Promise<T>): Promise<T> {
  const piece = current.getStore();
  if (piece === undefined) return wait();
  const started = performance.now();
  const timer = setTimeout(piece.stepAside, Math.max(0, piece.patienceMs));
  try {
    return await wait();
  } finally {
    clearTimeout(timer);
    piece.patienceMs -= performance.now() - started;
  }
}

export type Asides = {
  /**
   * Does `work`, and returns when it has ended or stepped aside. What goes wrong after that is told to `onLateFailure`, because
   * nobody else waits for it any more.
   */
  run(work: () => Promise<void>, onLateFailure: (error: unknown) => void): Promise<void>;
  /** Resolves when nothing is aside any more, at the latest after so long. */
  ended(withinMs: number): Promise<void>;
};

/** `most`: beyond it whoever waits for a store keeps its worker, until another has ended. */
export function makeAsides(most: number, patienceMs = PATIENCE_MS): Asides {
  const aside = new Set<Promise<void>>();
  const wishing = new Set<() => void>();

  function place(working: Promise<void>, leave: () => void): void {
    const ended = working
      .catch(() => {})
      .then(() => {
        aside.delete(ended);
        const [next] = wishing;
        next?.();
      });
    aside.add(ended);
    leave();
  }

  return {
    run: (work, onLateFailure) =>
      new Promise((resolve, reject) => {
        let isAside = false;
        const stepAside = () => {
          if (isAside) return;
          if (aside.size >= most) return void wishing.add(stepAside);
          wishing.delete(stepAside);
          isAside = true;
          place(working, resolve);
        };
        const working = current.run({ patienceMs, stepAside }, work);
        working
          .then(resolve, (error) => (isAside ? onLateFailure(error) : reject(error)))
          .finally(() => wishing.delete(stepAside));
      }),
    ended: async (withinMs) => {
      const { promise: timeUp, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, withinMs);
      await Promise.race([Promise.all(aside), timeUp]);
      clearTimeout(timer);
    },
  };
}
