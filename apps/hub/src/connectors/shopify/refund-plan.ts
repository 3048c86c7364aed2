// What a refund says of each line, and which payments it goes back to. Pure.
import { HubError } from "@logix/model";
import type { RefundWish } from "../../connector-kit/fulfilment.ts";

/** By its end a refund of ours is known again. */
export function noteOf({ reason, intent }: Pick<RefundWish, "reason" | "intent">): string {
  return `${reason} [logix ${intent}]`.trim();
}

/** The reason alone. */
export function reasonIn(note: string): string {
  return note.replace(/ ?\[logix [^\]]*\]$/, "");
}

type Restock = { readonly quantity: number; readonly restockType: "CANCEL" | "RETURN" | "NO_RESTOCK" };

/** Goods that were never sent are taken back by cancelling them, others by a return: Shopify counts the two apart. */
export function restockOf({ quantity, restock }: RefundWish["lines"][number], unsent: number): readonly Restock[] {
  const all = Number(quantity);
  if (!restock) return [{ quantity: all, restockType: "NO_RESTOCK" }];
  const cancelled = Math.min(all, unsent);
  const parts: Restock[] = [
    { quantity: cancelled, restockType: "CANCEL" },
    { quantity: all - cancelled, restockType: "RETURN" },
  ];
  return parts.filter((part) => part.quantity > 0);
}

/** A payment that succeeded, or one that went back. */
export type Payment = {
  readonly id: string;
  readonly kind: string;
  readonly gateway: string;
  readonly amountMinor: number;
  readonly parent: string | null;
};
type Back = { readonly parent: string; readonly gateway: string; readonly amountMinor: number };

/** @throws HubError `refused` where less was paid than is to go back. */
export function paymentsBack(payments: readonly Payment[], amountMinor: number): readonly Back[] {
  let left = amountMinor;
  const back: Back[] = [];
  for (const { id, kind, gateway, amountMinor: paid } of payments) {
    if (kind !== "SALE" && kind !== "CAPTURE") continue;
    const gone = payments.filter((each) => each.kind === "REFUND" && each.parent === id);
    const part = Math.min(left, paid - gone.reduce((sum, each) => sum + each.amountMinor, 0));
    if (part <= 0) continue;
    back.push({ parent: id, gateway, amountMinor: part });
    left -= part;
  }
  if (left === 0) return back;
  throw new HubError("refused", "More is to go back than was paid and not refunded yet", {
    code: "too_much",
    remedy: "Look at the payments of the order in the shop.",
  });
}
