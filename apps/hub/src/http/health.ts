// For whoever watches the process: is it alive, can it work, and what does it count.
import type { HubServer } from "./hub-server.ts";
import type { Metrics } from "./metrics.ts";

export type Health = {
  /** @throws where the hub cannot do its work just now. */
  check(): Promise<void>;
  /** Brings the gauges up to date. */
  measure(): Promise<void>;
  isStopping(): boolean;
};

const config = { access: "public" } as const;

export function healthRoutes(server: HubServer, health: Health, metrics: Metrics): void {
  server.get("/healthz", { config, schema: { hide: true } }, async () => ({ status: "ok" }));
  server.get("/readyz", { config, schema: { hide: true } }, async (_request, reply) => {
    if (health.isStopping()) return reply.status(503).send({ status: "stopping" });
    try {
      await health.check();
      return { status: "ready" };
    } catch {
      return reply.status(503).send({ status: "database unavailable" });
    }
  });
  server.get("/metrics", { config, schema: { hide: true } }, async (_request, reply) => {
    await health.measure();
    return reply.type(metrics.contentType).send(await metrics.text());
  });
}
