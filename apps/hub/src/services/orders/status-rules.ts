// When news from a store moves our status, and when our status is written to the store. Pure: two facts in, one decision out.
import { type OrderStatus, storeMayMove } from "@logix/model";
import type { StatusTables } from "../../connector-kit/contract.ts";

export type StatusMap = {
  readonly inbound?: Readonly<Record<string, OrderStatus>>;
  readonly outbound?: Readonly<Partial<Record<OrderStatus, string>>>;
};

/** The connector's tables with the user's own map laid over them. */
export type StatusRules = {
  /** Undefined for a status that nobody has mapped. */
  inbound(remote: string): OrderStatus | undefined;
  outbound(status: OrderStatus): string;
  /** Every word of the store that means this status. */
  wordsFor(status: OrderStatus): string[];
  readonly tables: StatusTables;
};

export function statusRules(tables: StatusTables, own: StatusMap): StatusRules {
  return {
    inbound: (remote) => own.inbound?.[remote] ?? tables.inbound[remote],
    outbound: (status) => own.outbound?.[status] ?? tables.outbound[status],
    wordsFor: (status) => {
      const inbound = { ...tables.inbound, ...own.inbound };
      return [
        ...new Set([
          ...Object.keys(inbound).filter((word) => inbound[word] === status),
          own.outbound?.[status] ?? tables.outbound[status],
        ]),
      ];
    },
    tables,
  };
}

/** A new order whose status nobody has mapped waits where a person can see it. */
export function firstStatus(rules: StatusRules, remote: string): OrderStatus {
  return rules.inbound(remote) ?? "PENDING";
}

/**
 * Our status after the store showed `remote`. Where their word is what we would write, or means what we have,
 * it is recorded and nothing moves: that is how the echo of a write is a fixpoint.
 */
export function statusAfterNews(rules: StatusRules, ours: OrderStatus, remote: string): OrderStatus {
  const meant = rules.inbound(remote);
  if (meant === undefined || meant === ours || remote === rules.outbound(ours)) return ours;
  return storeMayMove(ours, meant) ? meant : ours;
}

export type WriteDecision =
  /** `mails`: the store tells the customer by mail when it gets this status. */
  | { readonly write: true; readonly remoteStatus: string; readonly mails: boolean }
  | { readonly write: false; readonly because: "in_step" | "never_over" | "stock_would_return" };

/** Whether our status is to be written over what the store shows. */
export function writeOver(rules: StatusRules, ours: OrderStatus, theirs: string): WriteDecision {
  const target = rules.outbound(ours);
  if (target === theirs || rules.inbound(theirs) === ours) return { write: false, because: "in_step" };
  if (rules.tables.neverOver.some(({ to, from }) => to === target && from === theirs)) {
    return { write: false, because: "never_over" };
  }
  if (rules.tables.reopens.has(target) && rules.tables.stockTaken.has(theirs)) {
    return { write: false, because: "stock_would_return" };
  }
  return { write: true, remoteStatus: target, mails: rules.tables.mails?.has(target) ?? false };
}
