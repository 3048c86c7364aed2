// The two ways to load a receiver. Closed: each client sends its next delivery when the last one is answered, which finds
// the highest rate. Open: deliveries leave by a fixed schedule whatever the answers do, and time counts from the moment
// when a delivery should have left; so a receiver that stands still shows up in every delivery that should have come.
import { setTimeout as delay } from "node:timers/promises";
import { now } from "../support/clock.ts";
import { type Spread, spreadOf } from "../support/percentiles.ts";
import type { Delivery } from "./deliveries.ts";
import { makeSender, type Target } from "./sender.ts";

export type Outcome = {
  readonly sent: number;
  readonly seconds: number;
  /** By status; 0 where no answer came. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly latencyMs: Spread;
};

const OPEN_CONNECTIONS = 64;

export async function closedLoop(target: Target, deliveries: readonly Delivery[], clients: number): Promise<Outcome> {
  const sender = makeSender(target, clients);
  const record = makeRecord();
  const started = now();
  let next = 0;
  const client = async () => {
    for (let delivery = deliveries[next++]; delivery; delivery = deliveries[next++]) {
      const sentAt = now();
      record.add(await sender.send(delivery), now() - sentAt);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  const outcome = record.outcome((now() - started) / 1000);
  await sender.close();
  return outcome;
}

/** `onDue` is told of each delivery the moment when it should leave. */
export async function openLoop(
  target: Target,
  deliveries: readonly Delivery[],
  ratePerSecond: number,
  onDue: (delivery: Delivery, at: number) => void = () => {},
): Promise<Outcome> {
  const sender = makeSender(target, OPEN_CONNECTIONS);
  const record = makeRecord();
  const started = now();
  const sending = [];
  for (const [index, delivery] of deliveries.entries()) {
    const dueAt = started + (index * 1000) / ratePerSecond;
    while (now() < dueAt) await delay(Math.max(0, dueAt - now()));
    onDue(delivery, dueAt);
    sending.push(sender.send(delivery).then((status) => record.add(status, now() - dueAt)));
  }
  await Promise.all(sending);
  const outcome = record.outcome((now() - started) / 1000);
  await sender.close();
  return outcome;
}

function makeRecord() {
  const latencies: number[] = [];
  const statuses: Record<string, number> = {};
  return {
    add: (status: number, latencyMs: number): void => {
      latencies.push(latencyMs);
      statuses[status] = (statuses[status] ?? 0) + 1;
    },
    outcome: (seconds: number): Outcome => ({
      sent: latencies.length,
      seconds,
      statuses,
      latencyMs: spreadOf(latencies),
    }),
  };
}
