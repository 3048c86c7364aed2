// How the suite reads whole lists: page by page, coming again where the store is still preparing, as the engine does.
import type { Checkpoint, Page } from "../records.ts";

export type Read<T> = (resume?: Checkpoint) => AsyncIterable<Page<T>>;

const MOST_PAGES = 2_000;
const LONGEST_PAUSE_MS = 2_000;

/** @param between is called behind each page, when it is stored. */
export async function pagesOf<T>(
  read: Read<T>,
  from?: Checkpoint,
  between: (page: number) => void | Promise<void> = () => {},
): Promise<Page<T>[]> {
  const pages: Page<T>[] = [];
  let resume = from;
  for (let goesOn = true; goesOn; ) {
    goesOn = false;
    for await (const page of read(resume)) {
      pages.push(page);
      if (pages.length > MOST_PAGES) throw new Error(`The list has no end: ${MOST_PAGES} pages were read`);
      resume = stored(page.checkpoint);
      await between(pages.length);
      if (page.comeAgainAfterMs === undefined) continue;
      await pause(page.comeAgainAfterMs);
      goesOn = true;
      break;
    }
  }
  return pages;
}

/** A checkpoint as it comes back from the database. */
export function stored(checkpoint: Checkpoint): Checkpoint {
  const copy: Checkpoint = JSON.parse(JSON.stringify(checkpoint));
  return copy;
}

export function idsOf<T extends { readonly remoteId: string }>(pages: readonly Page<T>[]): string[] {
  return pages.flatMap(({ records }) => records.map(({ record }) => record.remoteId));
}

export function without<T>(all: Iterable<T>, some: Iterable<T>): T[] {
  const known = new Set(some);
  return [...all].filter((each) => !known.has(each));
}

// The store says itself how long it needs.
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.min(ms, LONGEST_PAUSE_MS)));
}
