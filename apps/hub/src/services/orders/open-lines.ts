// What of an order is still to be sent, and how much of its money may still go back. Pure.
import { type Fulfilment, fromMillionths, toMillionths } from "@logix/model";

export type SentShare = { readonly lineRemoteId: string; readonly quantity: string };
/** `lines` null: everything that was open then. */
export type Sending = { readonly lines: readonly SentShare[] | null };
export type Line = { readonly remoteId: string; readonly kind: string; readonly quantity: string };

/**
 * Open quantities by line, in millionths. What the store knows to be sent and what we told it may be the same goods, so the
 * larger of the two counts.
 */
export function openQuantities(
  lines: readonly Line[],
  fulfilments: readonly Fulfilment[],
  sendings: readonly Sending[],
): ReadonlyMap<string, number> {
  const goods = lines.filter((line) => line.kind === "product");
  if (sendings.some((sending) => sending.lines === null)) return new Map(goods.map((line) => [line.remoteId, 0]));
  const theirs = sumByLine(fulfilments.filter(({ status }) => isUnderWay(status)).flatMap((each) => each.lines));
  const ours = sumByLine(sendings.flatMap((sending) => sending.lines ?? []));
  return new Map(
    goods.map(({ remoteId, quantity }) => {
      const sent = Math.max(theirs.get(remoteId) ?? 0, ours.get(remoteId) ?? 0);
      return [remoteId, Math.max(0, toMillionths(quantity) - sent)];
    }),
  );
}

function isUnderWay(status: Fulfilment["status"]): boolean {
  return status === "pending" || status === "sent";
}

function sumByLine(shares: readonly SentShare[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { lineRemoteId, quantity } of shares) {
    sums.set(lineRemoteId, (sums.get(lineRemoteId) ?? 0) + toMillionths(quantity));
  }
  return sums;
}

export type Excess = { readonly lineRemoteId: string; readonly problem: string };

/** Which of the wanted shares are more than is open. */
export function excessOf(wanted: readonly SentShare[], open: ReadonlyMap<string, number>): readonly Excess[] {
  return [...sumByLine(wanted)].flatMap(([lineRemoteId, quantity]) => {
    const left = open.get(lineRemoteId);
    if (left === undefined) return [{ lineRemoteId, problem: "is no product line of this order" }];
    if (quantity <= left) return [];
    return [{ lineRemoteId, problem: `only ${fromMillionths(left)} are left, not ${fromMillionths(quantity)}` }];
  });
}

/** True where nothing is left to be sent, of an order that had goods at all. */
export function isAllSent(open: ReadonlyMap<string, number>): boolean {
  return open.size > 0 && [...open.values()].every((left) => left === 0);
}
