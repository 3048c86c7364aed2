// Statuses in both directions: tables without holes, writes that look first, and echoes that move nothing.
import { hasLeft, isOpen, ORDER_STATUSES, type OrderStatus } from "@logix/model";
import { expect } from "vitest";
import type { StatusWrite } from "../contract.ts";
import type { Behaviour, Trial } from "./behaviour.ts";
import { orderNow } from "./looks.ts";

export const statuses: readonly Behaviour[] = [
  {
    name: "the store's word for a status comes back as that status, or as one nearby that it cannot tell apart",
    help: "For each status, inbound[outbound[status]] must exist; open stays open, sent stays sent or open, an ending stays itself.",
    size: { orders: 0, goods: 0 },
    async run({ connector: { statuses: tables } }) {
      for (const status of ORDER_STATUSES) {
        const echo = tables.inbound[tables.outbound[status]];
        expect([status, echo]).toEqual([status, expect.any(String)]);
        expect([status, echo !== undefined && isEchoOf(status, echo)]).toEqual([status, true]);
      }
    },
  },
  {
    name: "every word in the status tables is one that the store uses",
    help: "neverOver, stockTaken, reopens and mails must name words of `inbound`; an ending never comes back to life by a write.",
    size: { orders: 0, goods: 0 },
    async run({ connector: { statuses: tables } }) {
      const words = Object.keys(tables.inbound);
      const named = [...tables.neverOver.flatMap(({ to, from }) => [to, from])];
      for (const word of [...named, ...tables.stockTaken, ...tables.reopens, ...(tables.mails ?? [])])
        expect(words).toContain(word);
      expect(tables.stockTaken.has(tables.outbound.CANCELLED)).toBe(false);
    },
  },
  ...(["DELIVERED", "CANCELLED"] as const).map(
    (status): Behaviour => ({
      name: `${status} is written once; what the store shows then comes back, and a repeat writes nothing`,
      help: "Look first, write, look again. Where the store shows the status already, answer `skipped` with what it shows.",
      async run(trial) {
        const { store, stage } = trial;
        const id = await stage.placeOrder();
        const to = toWrite(trial, status);
        const written = await store.updateOrderStatus(id, to, await orderNow(trial, id));
        expect(written).toMatchObject({
          outcome: "written",
          after: { record: { remoteId: id, remoteStatus: to.remoteStatus } },
        });
        expect((await orderNow(trial, id)).remoteStatus).toBe(to.remoteStatus);
        const again = await store.updateOrderStatus(id, to, await orderNow(trial, id));
        expect(again).toMatchObject({ outcome: "skipped", after: { record: { remoteStatus: to.remoteStatus } } });
      },
    }),
  ),
  {
    name: "nothing is written over an order that the store has moved on since we looked",
    help: "Compare `seen.remoteStatus` with what the store shows right before the write; where it differs, `skipped`.",
    async run(trial) {
      const { store, stage } = trial;
      const id = await stage.placeOrder();
      const seen = await orderNow(trial, id);
      await stage.moveOrder(id);
      const moved = await orderNow(trial, id);
      expect(moved.remoteStatus).not.toBe(seen.remoteStatus);
      const result = await store.updateOrderStatus(id, toWrite(trial, "DELIVERED"), seen);
      expect(result).toMatchObject({ outcome: "skipped", after: { record: { remoteStatus: moved.remoteStatus } } });
      expect(result.reason).toEqual(expect.any(String));
      expect((await orderNow(trial, id)).remoteStatus).toBe(moved.remoteStatus);
    },
  },
  {
    name: "a status for an order that is not there is `missing`, a status that the store does not know is `refused`",
    help: "Both are HubErrors of those kinds; the second carries the store's own sentence or one of yours with a remedy.",
    async run(trial) {
      const { store, stage, failureOf } = trial;
      const seen = { remoteStatus: "any", modifiedAt: "2026-01-01T00:00:00Z" };
      const lost = store.updateOrderStatus(stage.unknown.order, toWrite(trial, "DELIVERED"), seen);
      expect((await failureOf(lost)).kind).toBe("missing");
      const id = await stage.placeOrder();
      const now = await orderNow(trial, id);
      const nonsense = store.updateOrderStatus(id, { status: "SHIPPED", remoteStatus: "no-such-status" }, now);
      expect((await failureOf(nonsense)).kind).toMatch(/^(refused|invalid)$/);
      expect((await orderNow(trial, id)).remoteStatus).toBe(now.remoteStatus);
    },
  },
];

// A platform may know fewer steps than we do: what is on its way can look like what is still packed.
function isEchoOf(status: OrderStatus, echo: OrderStatus): boolean {
  if (isOpen(status)) return isOpen(echo);
  return hasLeft(status) ? isOpen(echo) || hasLeft(echo) : echo === status;
}

function toWrite({ connector }: Trial, status: OrderStatus): StatusWrite {
  return { status, remoteStatus: connector.statuses.outbound[status] };
}
