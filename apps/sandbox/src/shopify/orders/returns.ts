// What a customer sends back: asked for, agreed to or not, on its way, done. Statuses and topics as the official schema tells them.
import type { OrderRecord, ReturnLineRecord, ReturnRecord } from "../state/records.ts";
import type { ShopifyState } from "../state/shopify-state.ts";
import { type ReturnTopic, returnBody, returnUpdateBody } from "../webhooks/return-body.ts";
import { touchOrder } from "./order-events.ts";

export type ReturnedLine = {
  fulfillmentLineId: number;
  quantity: number;
  reason: string;
  note: string;
  customerNote: string | null;
};

/** By a customer it waits for a yes; by the shop's staff it is open at once. */
export function openReturn(
  state: ShopifyState,
  order: OrderRecord,
  wish: { lines: readonly ReturnedLine[]; isRequested: boolean },
): ReturnRecord {
  const now = state.now();
  const record: ReturnRecord = {
    id: state.nextId(),
    name: `${order.name}-R${order.returns.length + 1}`,
    status: wish.isRequested ? "REQUESTED" : "OPEN",
    lines: wish.lines.map((line) => ({ id: state.nextId(), refunded: 0, ...line })),
    decline: null,
    createdAt: now,
    approvedAt: wish.isRequested ? null : now,
    closedAt: null,
  };
  order.returns.push(record);
  tell(state, order, record, wish.isRequested ? "request" : "approve");
  return record;
}

/** How many of a parcel's line no return has taken yet. */
export function returnableOf(order: OrderRecord, { id, quantity }: { id: number; quantity: number }): number {
  const taken = order.returns
    .filter(({ status }) => status !== "CANCELED" && status !== "DECLINED")
    .flatMap(({ lines }) => lines)
    .filter(({ fulfillmentLineId }) => fulfillmentLineId === id);
  return quantity - taken.reduce((sum, line) => sum + line.quantity, 0);
}

type Step = { from: readonly ReturnRecord["status"][]; to: ReturnRecord["status"] };
const steps: Readonly<Record<Exclude<ReturnTopic, "request">, Step>> = {
  approve: { from: ["REQUESTED"], to: "OPEN" },
  decline: { from: ["REQUESTED"], to: "DECLINED" },
  cancel: { from: ["OPEN"], to: "CANCELED" },
  close: { from: ["OPEN"], to: "CLOSED" },
  reopen: { from: ["CLOSED"], to: "OPEN" },
};
export type ReturnStep = keyof typeof steps;

/** Undefined where it went; otherwise why it did not. */
export function moveReturn(
  state: ShopifyState,
  { order, part: record }: { order: OrderRecord; part: ReturnRecord },
  step: ReturnStep,
  decline: ReturnRecord["decline"] = null,
): string | undefined {
  const { from, to } = steps[step];
  if (!from.includes(record.status)) return `Return status is ${record.status}.`;
  record.status = to;
  if (step === "approve") record.approvedAt = state.now();
  if (step === "decline") record.decline = decline ?? { reason: "OTHER", note: null };
  record.closedAt = to === "CLOSED" ? state.now() : null;
  tell(state, order, record, step);
  return undefined;
}

/** Fewer pieces of a line come back, or none of it. */
export function reduceReturn(
  state: ShopifyState,
  { order, part: record }: { order: OrderRecord; part: ReturnRecord },
  line: ReturnLineRecord,
  quantity: number,
): void {
  const removed = line.quantity - quantity;
  line.quantity = quantity;
  record.lines = record.lines.filter((each) => each.quantity > 0);
  state.announce({ topic: "returns/update", body: () => returnUpdateBody(record, line, removed) });
  touchOrder(state, order);
}

/** So many pieces of an order's line have been paid back for this return. */
export function countRefunded(order: OrderRecord, record: ReturnRecord, lineId: number, quantity: number): void {
  const sent = order.fulfillments.flatMap(({ lines }) => lines).filter((line) => line.lineId === lineId);
  let left = quantity;
  for (const line of record.lines.filter((each) => sent.some(({ id }) => id === each.fulfillmentLineId))) {
    const counted = Math.min(left, line.quantity - line.refunded);
    line.refunded += counted;
    left -= counted;
  }
}

function tell(state: ShopifyState, order: OrderRecord, record: ReturnRecord, topic: ReturnTopic): void {
  state.announce({ topic: `returns/${topic}`, body: () => returnBody(order, record, topic) });
  touchOrder(state, order);
}
