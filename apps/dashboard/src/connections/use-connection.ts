// One connection: as the hub holds it, and everything that can be done with it.
import { connectionDetailSchema, connectionSchema } from "@logix/api/hub/connections";
import { runListSchema } from "@logix/api/hub/runs";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { get, send } from "../api/client.ts";
import { tellDone, tellProblem } from "../components/tell.ts";

export function useConnection(id: string) {
  return useQuery({
    queryKey: ["connections", id],
    queryFn: ({ signal }) => get(`/connections/${id}`, connectionDetailSchema, {}, signal),
  });
}

export function useRuns(id: string) {
  return useQuery({
    queryKey: ["runs", "of", id],
    queryFn: ({ signal }) => get("/runs", runListSchema, { connection_id: id, limit: 20 }, signal),
    // Live updates tell of a run's progress; this is for those that are lost on the way.
    refetchInterval: ({ state }) => (state.data?.runs.some(({ state }) => isUnderWay(state)) ? 3_000 : false),
  });
}

export function isUnderWay(state: string): boolean {
  return state === "waiting" || state === "running";
}

export function useChange(id: string, done?: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: object) => send("PATCH", `/connections/${id}`, connectionSchema, change),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["connections"] });
      if (done) tellDone(done);
    },
  });
}

/** Something that a button does and that answers with the connection. */
export function useDeed(id: string, path: string, done: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => send("POST", `/connections/${id}/${path}`, connectionSchema),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["connections"] });
      await client.invalidateQueries({ queryKey: ["insights"] });
      tellDone(done);
    },
    onError: tellProblem,
  });
}
