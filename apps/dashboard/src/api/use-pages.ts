// Lists by cursor: pages on request, one flat list for the screen.
import { useInfiniteQuery } from "@tanstack/react-query";
import type { z } from "zod";
import { get } from "./client.ts";
import type { LiveTopic } from "./live-topics.ts";

type Query = Readonly<Record<string, string | number | boolean | undefined | null>>;

export type PagesRequest<Reply extends { readonly next_cursor: string | null }, Row> = {
  /** Begins with what it is about, so that live updates find it. */
  readonly topic: LiveTopic;
  readonly path: string;
  readonly schema: z.ZodType<Reply>;
  readonly rowsOf: (reply: Reply) => readonly Row[];
  readonly query?: Query;
};

export type Pages<Row> = {
  readonly rows: readonly Row[];
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly loadMore: () => void;
  readonly reload: () => void;
};

const PAGE = 100;

export function usePages<Reply extends { readonly next_cursor: string | null }, Row>(
  request: PagesRequest<Reply, Row>,
): Pages<Row> {
  const { topic, path, schema, rowsOf, query = {} } = request;
  const found = useInfiniteQuery({
    queryKey: [topic, "pages", path, query],
    queryFn: ({ pageParam, signal }) => get(path, schema, { limit: PAGE, ...query, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });
  return {
    rows: found.data?.pages.flatMap((page) => [...rowsOf(page)]) ?? [],
    isPending: found.isPending,
    error: found.error,
    hasMore: found.hasNextPage,
    isLoadingMore: found.isFetchingNextPage,
    loadMore: () => void found.fetchNextPage(),
    reload: () => void found.refetch(),
  };
}
