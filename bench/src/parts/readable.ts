// (c) From a delivery until everybody can read its order through the API.
import type { Server } from "../databases/server.ts";
import { atMost, type Figure, type Stage } from "../figures.ts";
import { connect, logIn, receiverPath } from "../hub/hub-api.ts";
import { startHub } from "../hub/hub-process.ts";
import type { Sizes } from "../sizes.ts";
import { watchUsage } from "../support/usage.ts";
import { openLoad } from "./stage-store.ts";

const WARMING_LOOKS = 100;

export async function measureReadable(
  server: Server,
  { rate, seconds, warmUps }: Sizes["readable"],
  stage: Stage,
): Promise<Figure[]> {
  stage.tell(`delivery until readable, ${rate} a second`);
  const load = await openLoad(warmUps);
  const databaseUrl = await server.fresh();
  const hub = await startHub({ databaseUrl, profileFolder: stage.profileFolder });
  const api = await logIn(hub.url);
  const connection = await connect(api, load.store, false);
  await load.prepare(rate * seconds, 1);
  const target = { origin: hub.url, path: receiverPath(connection) };
  await load.warmUp(target);
  for (let look = 0; look < WARMING_LOOKS; look += 1) await api.call("GET", "/api/v1/orders?limit=5");
  const watch = watchUsage(hub.pid, server.pid);
  const { outcome, readings } = await load.sender.ask("openAndRead", {
    target,
    rate,
    from: load.from,
    reader: { origin: hub.url, token: api.token, connection },
  });
  const usage = watch.end();
  await hub.stop();
  await load.stop();
  const { p50, p99, max, count } = readings.latencyMs;
  const accepted = outcome.statuses[200] ?? 0;
  const isWhole = readings.missing === 0 && accepted === outcome.sent && count === outcome.sent;
  const common = {
    part: "c" as const,
    unit: "ms",
    fault: isWhole ? undefined : `of ${outcome.sent} sent ${accepted} were accepted and ${count} became readable`,
  };
  const notes = [
    `${readings.looks} looks at the newest page, one every ${readings.resolutionMs.toFixed(0)} ms: the resolution; their cost is included`,
  ];
  const what = (name: string) => `${rate} a second for ${seconds} s: ${name} until readable`;
  return [
    { ...common, what: what("p50"), value: p50, aims: [atMost("ms", p50, 20)] },
    { ...common, what: what("p99"), value: p99, aims: [atMost("ms", p99, 100)] },
    { ...common, what: what("max"), value: max, usage, items: outcome.sent, notes },
  ];
}
