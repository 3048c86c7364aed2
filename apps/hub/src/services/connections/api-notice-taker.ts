// Writes down what the replies of a store say of the end of its API.
import type { StoreReply, StoreRequest } from "../../connector-kit/http.ts";
import { noteApiNotice } from "../../database/connections/api-notices.ts";
import type { Database } from "../../database/database.ts";
import { noticesIn } from "./api-sunset.ts";

/** The same saying of the same store is written down this often, not with each of its replies. */
const WRITTEN_EVERY_MS = 60 * 60_000;
const MOST_REMEMBERED = 10_000;

export type ApiNoticeTaker = {
  look(
    connection: { readonly id: number; readonly accountId: number },
    request: StoreRequest,
    reply: StoreReply,
  ): Promise<void>;
};

/** Beside every request to a store: most replies say nothing, and cost nothing here. */
export function makeApiNoticeTaker(database: Database, now: () => Date): ApiNoticeTaker {
  const written = new Map<string, number>();
  return {
    look: async ({ id, accountId }, request, reply) => {
      for (const { header, notice, sunsetAt } of noticesIn(reply.headers)) {
        const key = `${id} ${header} ${notice}`;
        if ((written.get(key) ?? 0) > now().getTime() - WRITTEN_EVERY_MS) continue;
        if (written.size >= MOST_REMEMBERED) written.clear();
        written.set(key, now().getTime());
        const path = pathOf(request.url);
        await noteApiNotice(database.db, { accountId, connectionId: id, header, notice, path, sunsetAt });
      }
    },
  };
}

/** https://shop.example/wp-json/wc/v3/orders/17?x → /wp-json/wc/v3/orders/{id} */
function pathOf(url: string): string {
  return new URL(url).pathname.replaceAll(/\/\d+(?=\/|$)/g, "/{id}").slice(0, 200);
}
