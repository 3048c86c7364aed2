// What a store's words for statuses mean here: those of its platform, those of the user's own map, and those nobody has explained.
import { ORDER_STATUSES, type OrderStatus } from "@logix/model";
import type { Database } from "../../database/database.ts";
import { remoteStatusesOf } from "../../database/orders/remote-statuses.ts";
import type { Principal } from "../principal.ts";
import type { Connection } from "./stores.ts";

type StatusWord = {
  readonly word: string;
  /** Null: nobody has said what it means. */
  readonly means: OrderStatus | null;
  /** What the platform's own table says, before the user's map. */
  readonly platformMeans: OrderStatus | null;
  readonly orders: number;
};
export type StatusWords = {
  readonly words: readonly StatusWord[];
  /** What the store is told for each status. */
  readonly told: readonly { readonly status: OrderStatus; readonly word: string; readonly platformWord: string }[];
};

export function makeStatusWords(database: Database) {
  return {
    of: async ({ accountId }: Principal, connection: Connection): Promise<StatusWords> => {
      const { rules } = connection;
      const met = await database.asAccount(accountId, (db) => remoteStatusesOf(db, accountId, connection.id));
      const counts = new Map(met.map(({ word, orders }) => [word, orders]));
      const words = new Set([...counts.keys(), ...Object.keys(rules.tables.inbound)]);
      const entries = [...words].map((word) => ({
        word,
        means: rules.inbound(word) ?? null,
        platformMeans: rules.tables.inbound[word] ?? null,
        orders: counts.get(word) ?? 0,
      }));
      return {
        // Those that wait for a meaning first.
        words: entries.toSorted(
          (left, right) => Number(left.means !== null) - Number(right.means !== null) || right.orders - left.orders,
        ),
        told: ORDER_STATUSES.map((status) => ({
          status,
          word: rules.outbound(status),
          platformWord: rules.tables.outbound[status],
        })),
      };
    },
  };
}

export type StatusWordsService = ReturnType<typeof makeStatusWords>;
