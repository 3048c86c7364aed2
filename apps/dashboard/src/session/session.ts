// Who is logged in. The session itself is a cookie that no script can read; all that is known here is what the hub tells.
import { accountSchema } from "@logix/api/hub/accounts";
import { type Me, meSchema } from "@logix/api/hub/auth";
import type { Permission } from "@logix/api/permissions";
import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { get, send, sendOnly, whenLoggedOut } from "../api/client.ts";
import { ApiProblem } from "../api/problem.ts";

/** The hub refuses shorter ones; said before it is asked. */
export const SHORTEST_PASSWORD = 10;

/** Null: nobody. */
export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: async ({ signal }): Promise<Me | null> => {
    try {
      return await get("/auth/me", meSchema, {}, signal);
    } catch (error) {
      if (error instanceof ApiProblem && error.problem.status === 401) return null;
      throw error;
    }
  },
  staleTime: 60_000,
});

export function useSession() {
  return useQuery(meQuery);
}

/** What a person may not do isn't offered to them. */
export function useMay(): (permission: Permission) => boolean {
  const { data } = useSession();
  const held = new Set(data?.permissions);
  return (permission) => held.has(permission);
}

export function useSessionActions() {
  const client = useQueryClient();
  // What one person was shown is not for the next. The session itself stays: who watches it would not see a new one.
  const forget = () => client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== "me" });
  const enterAs = (me: Me) => void client.setQueryData(meQuery.queryKey, me);
  const enter = (me: Me) => {
    forget();
    enterAs(me);
  };
  const leave = () => {
    client.setQueryData(meQuery.queryKey, null);
    forget();
  };
  return {
    logIn: async (who: { readonly email: string; readonly password: string }) =>
      enter(await send("POST", "/session", meSchema, who)),
    choosePassword: async (invitation: { readonly token: string; readonly password: string }) =>
      enter(await send("POST", "/session/invitation", meSchema, invitation)),
    rename: async (name: string) => enterAs(await send("PATCH", "/auth/me", meSchema, { name })),
    renameAccount: async (name: string) => {
      const account = await send("PATCH", "/account", accountSchema, { name });
      client.setQueryData(meQuery.queryKey, (me) => (me ? { ...me, account } : me));
    },
    /** The browser's cookie is another one from then on; those of other browsers are of no use any more. */
    changePassword: async (change: { readonly current_password: string; readonly new_password: string }) =>
      enterAs(await send("POST", "/session/password", meSchema, change)),
    logOut: async () => {
      await sendOnly("DELETE", "/session");
      leave();
    },
    /** The page stays where it is, so that who logs in again finds it. */
    watch: () => whenLoggedOut(() => client.setQueryData(meQuery.queryKey, null)),
  };
}
