// Rows of replies as records, long lists by their cursor, and things by their ids.
import { HubError } from "@logix/model";
import { ZodError } from "zod";
import type { Gone, Page, RemoteId, Seen, Unreadable } from "../../connector-kit/contract.ts";
import { TOO_DEAR } from "./failures.ts";
import { tailOf } from "./ids.ts";

export const GONE: Gone = { gone: true };
/** The most that Shopify takes or gives at once: https://shopify.dev/docs/api/usage/limits. */
export const MOST = 250;

export type Cursor = { readonly hasNextPage: boolean; readonly endCursor?: string | null };

/** The record with the row behind it, or a note on why it cannot be read. */
export function readRow<T>(row: unknown, map: () => T): Seen<T> | Unreadable {
  const raw = JSON.stringify(row);
  try {
    return { record: map(), raw };
  } catch (error) {
    // Amounts that fit no currency are range errors.
    if (!(error instanceof ZodError) && !(error instanceof RangeError)) throw error;
    return { remoteId: idOf(row), reason: reasonOf(error), raw };
  }
}

export function isUnreadable(record: object): record is Unreadable {
  return "reason" in record;
}

/** The record itself, for a caller that cannot go on without it. */
export function demand<T>(record: Seen<T> | Unreadable | Gone | undefined): Seen<T> {
  if (record !== undefined && "record" in record) return record;
  if (record !== undefined && isUnreadable(record))
    throw new HubError("unreadable", `The shop's answer cannot be understood: ${record.reason}`, {
      code: "unexpected_shape",
    });
  throw new HubError("missing", "The shop has no such thing", { code: "missing" });
}

export function contentOf<T>(found: readonly (Seen<T> | Unreadable)[], ignored = 0) {
  return {
    records: found.flatMap((entry) => (isUnreadable(entry) ? [] : [entry])),
    unreadable: found.filter((entry) => isUnreadable(entry)),
    ignored,
  } satisfies Pick<Page<T>, "records" | "unreadable" | "ignored">;
}

/** [1, 2, 3] by two → [[1, 2], [3]] */
export function chunksOf<T>(all: readonly T[], size: number): (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}

/** Some at once, and fewer where Shopify finds them too dear: how it counts lists within lists is not written anywhere. */
export async function inAffordableChunks<In, Out>(
  all: readonly In[],
  size: number,
  ask: (some: readonly In[]) => Promise<readonly Out[]>,
): Promise<Out[]> {
  const found: Out[] = [];
  for (const some of chunksOf(all, size)) {
    try {
      found.push(...(await ask(some)));
    } catch (error) {
      const isTooDear = error instanceof HubError && error.details.code === TOO_DEAR;
      if (!isTooDear || some.length === 1) throw error;
      found.push(...(await inAffordableChunks(some, Math.ceil(some.length / 2), ask)));
    }
  }
  return found;
}

/** Every row of a list that comes in pages. */
export async function allNodes<T>(
  read: (after: string | null) => Promise<{ readonly nodes: readonly T[]; readonly pageInfo: Cursor }>,
): Promise<T[]> {
  const all: T[] = [];
  let after: string | null = null;
  for (;;) {
    const { nodes, pageInfo }: { readonly nodes: readonly T[]; readonly pageInfo: Cursor } = await read(after);
    all.push(...nodes);
    if (!pageInfo.hasNextPage || !pageInfo.endCursor) return all;
    after = pageInfo.endCursor;
  }
}

function idOf(row: unknown): RemoteId | null {
  const id = typeof row === "object" && row !== null && "id" in row ? row.id : null;
  return typeof id === "string" ? tailOf(id) : null;
}

function reasonOf(error: ZodError | RangeError): string {
  if (error instanceof RangeError) return error.message;
  const [first, ...more] = error.issues;
  const rest = more.length === 0 ? "" : ` (and ${more.length} more)`;
  return `${first?.path.join(".")}: ${first?.message}${rest}`;
}
