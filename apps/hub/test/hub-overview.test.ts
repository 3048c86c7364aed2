// What the dashboard's overview and the lists of activity are made from, over the hub's own API.
import { workSchema } from "@logix/api/hub/insights";
import { runFailureListSchema, runListSchema } from "@logix/api/hub/runs";
import { systemSchema } from "@logix/api/hub/system";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ConnectedHub, startConnectedHub } from "./support/connected-hub.ts";
import { anotherAccount, eventually } from "./support/test-hub.ts";

let hub: ConnectedHub;
beforeAll(async () => {
  hub = await startConnectedHub({ orders: 12, products: 5 });
});
afterAll(() => hub?.close());

test("a bulk of products stands among the runs, with the rows that failed", async () => {
  const products = [
    { sku: "BULK-1", name: "Mug" },
    { sku: "BULK-2", name: "Cup", prices: { price: "not a price" } },
  ];
  const {
    run: { id },
  } = await hub.ask("POST", "/products/bulk", { products }, 202);
  await eventually(async () => (await hub.ask("GET", `/runs/${id}`)).state === "done", "the bulk ended");
  const { runs } = runListSchema.parse(await hub.ask("GET", "/runs?kind=bulk"));
  expect(runs).toMatchObject([{ id, kind: "bulk", connection_id: null, created: 1, failed: 1 }]);
  const { failures } = runFailureListSchema.parse(await hub.ask("GET", `/runs/${id}/failures`));
  expect(failures).toMatchObject([{ subject: expect.stringContaining("BULK-2"), parked_id: null }]);
});

test("runs are filtered by what they do and how they ended", async () => {
  const done = runListSchema.parse(await hub.ask("GET", "/runs?kind=orders&state=done"));
  expect(done.runs.length).toBeGreaterThan(0);
  expect(done.runs.every((run) => run.kind === "orders" && run.state === "done")).toBe(true);
  expect((await hub.ask("GET", "/runs?kind=orders&state=failed")).runs).toEqual([]);
  await hub.ask("GET", "/runs?state=asleep", undefined, 400);
});

test("the work of a day is told by the hour, with what waited", async () => {
  await hub.hub.services.workOverTime.sample();
  const work = workSchema.parse(await hub.ask("GET", "/insights/work?hours=3"));
  expect(work.hours).toHaveLength(3);
  expect(work.hours.reduce((sum, hour) => sum + hour.read, 0)).toBeGreaterThanOrEqual(17);
  expect(work.hours.at(-1)?.waiting).toEqual(expect.any(Number));
  expect(work.drift).toMatchObject([{ connection_id: hub.connection.id, swept_at: null, drift_after: null }]);
});

test("numbers of the installation are for its administrator, ends of APIs for everybody", async () => {
  const own = systemSchema.parse(await hub.ask("GET", "/system"));
  expect(own.version).toMatch(/^\d+\.\d+\.\d+/);
  expect(own.platforms.map(({ platform }) => platform)).toContain("woocommerce");
  expect(own.installation).toMatchObject({
    database: { kind: "external", version: expect.stringMatching(/^\d+/) },
    disk: null,
    encryption: { due: 0, has_previous_key: false },
    mail: { configured: false, from: null },
  });
  expect(own.installation?.encryption.sealed).toBeGreaterThanOrEqual(1);
  const { body } = await hub.call("GET", "/api/v1/system", undefined, await anotherAccount(hub));
  expect(systemSchema.parse(body).installation).toBeNull();
});
