// What has been asked is kept for a while; live updates say when it is out of date.
import { QueryClient } from "@tanstack/react-query";
import { ApiProblem } from "./problem.ts";

const MOST_TRIES = 2;

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 15_000, retry: isWorthRetrying, refetchOnWindowFocus: true },
      mutations: { retry: false },
    },
  });
}

/** A refusal stays a refusal; what is away may come back. */
function isWorthRetrying(count: number, error: unknown): boolean {
  if (!(error instanceof ApiProblem)) return false;
  const { status, code } = error.problem;
  return count < MOST_TRIES && (code === "offline" || status === 502 || status === 503);
}
