// What Prometheus may read: how the hub and the stores answer, what waits, what was received.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { LatestDrift } from "../database/reconcile/reconciles-read.ts";
import type { CallObserver } from "../engine/sessions.ts";

const SECONDS = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30];

export type Metrics = ReturnType<typeof makeMetrics>;

export function makeMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: "logix_http_request_seconds",
    help: "Answers to our callers",
    labelNames: ["method", "route", "status"],
    buckets: SECONDS,
    registers,
  });
  const calls = new Histogram({
    name: "logix_store_call_seconds",
    help: "Answers of the stores",
    labelNames: ["platform", "status"],
    buckets: SECONDS,
    registers,
  });
  const forged = new Counter({
    name: "logix_forged_deliveries_total",
    help: "Deliveries with a wrong signature",
    labelNames: ["platform"],
    registers,
  });
  const waiting = new Gauge({
    name: "logix_queue_jobs",
    help: "Jobs that wait or run",
    labelNames: ["queue", "state"],
    registers,
  });
  const parked = new Gauge({ name: "logix_parked_work", help: "Work that waits for a person", registers });
  const drift = new Gauge({
    name: "logix_drift_rows",
    help: "Rows in which a store and we differed at the last reconcile, before mending and after",
    labelNames: ["connection", "domain", "when"],
    registers,
  });
  const alerts = new Gauge({
    name: "logix_open_alerts",
    help: "Alerts that are open",
    labelNames: ["severity"],
    registers,
  });
  const storeCalled: CallObserver = ({ platform, status, ms }) =>
    calls.observe({ platform, status: String(status) }, ms / 1000);
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    storeCalled,
    requestServed: (method: string, route: string, status: number, ms: number) =>
      requests.observe({ method, route, status: String(status) }, ms / 1000),
    deliveryForged: (platform: string) => forged.inc({ platform }),
    queueDepth: (queue: string, depth: { readonly waiting: number; readonly active: number }) => {
      waiting.set({ queue, state: "waiting" }, depth.waiting);
      waiting.set({ queue, state: "active" }, depth.active);
    },
    parkedWork: (count: number) => parked.set(count),
    openAlerts: (counts: Readonly<Record<string, number>>) => {
      for (const [severity, count] of Object.entries(counts)) alerts.set({ severity }, count);
    },
    /** Of all connections at once: those that are gone are shown no longer. */
    drift: (latest: readonly LatestDrift[]) => {
      drift.reset();
      for (const { connection, domain, drift_before: before, drift_after: after } of latest) {
        drift.set({ connection, domain, when: "before" }, before);
        drift.set({ connection, domain, when: "after" }, after);
      }
    },
  };
}
