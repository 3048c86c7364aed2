// The senders of deliveries, in a process of their own.
import { serve } from "../support/serve.ts";
import { type Delivery, type DeliveryPlan, makeDeliveries } from "./deliveries.ts";
import { closedLoop, type Outcome, openLoop } from "./loops.ts";
import { type ReaderOptions, type Readings, readOrders } from "./order-reader.ts";
import type { Target } from "./sender.ts";

const DRAIN_MS = 30_000;

let deliveries: readonly Delivery[] = [];

/** Which of the deliveries that were made: those of the warming-up stand before those that are measured. */
export type Some = { readonly from: number; readonly to?: number };

const calls = {
  prepare: (plan: DeliveryPlan): { readonly meanBytes: number } => {
    deliveries = makeDeliveries(plan);
    const bytes = deliveries.reduce((sum, { body }) => sum + body.length, 0);
    return { meanBytes: Math.round(bytes / deliveries.length) };
  },
  closed: ({ target, clients, from, to }: Some & { readonly target: Target; readonly clients: number }) =>
    closedLoop(target, deliveries.slice(from, to), clients),
  open: ({ target, rate, from }: Some & { readonly target: Target; readonly rate: number }) =>
    openLoop(target, deliveries.slice(from), rate),
  openAndRead: async ({
    target,
    rate,
    reader,
    from,
  }: OpenAndRead): Promise<{ outcome: Outcome; readings: Readings }> => {
    const orders = readOrders(reader);
    const outcome = await openLoop(target, deliveries.slice(from), rate, ({ orderId }, at) =>
      orders.expect(orderId, at),
    );
    return { outcome, readings: await orders.end(DRAIN_MS) };
  },
};

export type OpenAndRead = Some & { readonly target: Target; readonly rate: number; readonly reader: ReaderOptions };
export type LoadCalls = typeof calls;

serve(calls);
