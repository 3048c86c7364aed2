// What takes longer than a caller waits goes on in the background, can be watched, and ends with the same result.
import type { WooStore } from "@logix/sandbox/woocommerce";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { PIM, type PimHub, startPimHub } from "./support/pim-hub.ts";
import { aProduct, makeProducts } from "./support/pim-products.ts";
import { eventually } from "./support/test-hub.ts";

let hub: PimHub;
let store: WooStore;
let connection: number;

beforeAll(async () => {
  // Nobody waits longer than this; a page takes longer.
  hub = await startPimHub({ patienceMs: 1 });
});
afterAll(() => hub?.close());
beforeEach(async () => {
  ({ store, id: connection } = await hub.connected({ products: 230 }));
});

/** Variations are no products of their own. */
const parents = () => store.control.products().filter(({ type }) => type !== "variation").length;
const run = (id: number) => hub.pim("GET", `/connections/${connection}/runs/${id}`);
const ended = (id: number) =>
  eventually(async () => {
    const job = await run(id);
    return job.state !== "waiting" && job.state !== "running" && job;
  }, `run ${id} ended`);

test("an import answers 202 with a job, whose result has the shape of an answer", async () => {
  const job = await hub.pim("POST", "/connections/import", { connectionId: connection }, 202);
  expect(job).toEqual({
    jobId: expect.any(Number),
    message: expect.any(String),
    statusUrl: `${PIM}/connections/${connection}/runs/${job.jobId}`,
  });
  const result = await ended(job.jobId);
  expect(result).toMatchObject({
    kind: "import",
    state: "done",
    finishedAt: expect.any(String),
  });
  expect(result.products).toHaveLength(parents());
  expect(result.importedCount + result.updatedCount + result.failedCount + result.skippedCount).toBe(parents());
});

test.each(["body", "query"])("with wait in the %s it is answered at the end", async (where) => {
  const body = { connectionId: connection, ...(where === "body" && { wait: true }) };
  const reply = await hub.pim("POST", `/connections/import${where === "query" ? "?wait=true" : ""}`, body);
  expect(reply.products).toHaveLength(parents());
});

test("an export goes on in the background too, and each product is sent once", async () => {
  const productIds = await makeProducts(
    hub,
    Array.from({ length: 120 }, () => aProduct()),
  );
  const before = parents();
  const body = { connectionId: connection, productIds, fieldsToExport: ["name", "sku", "price"] };
  const job = await hub.pim("POST", "/connections/export", body, 202);
  const result = await ended(job.jobId);
  expect(result).toMatchObject({ kind: "export", state: "done", syncedCount: 120, failedCount: 0 });
  expect(result.results.map(({ productId }: { productId: number }) => productId)).toEqual(productIds);
  expect(parents()).toBe(before + 120);
  expect((await hub.call("GET", `/api/v1/runs/${job.jobId}`)).body).toMatchObject({ kind: "export", seen: 120 });
});

test("a page that failed in the background is read again", async () => {
  store.control.faults.set({ kind: "latency", ms: 100, match: { path: /\/products/ } });
  const { jobId } = await hub.pim("POST", "/connections/import", { connectionId: connection }, 202);
  store.control.faults.set({ kind: "status", status: 500, times: 1, match: { path: /\/products/ } });
  const result = await ended(jobId);
  expect(store.control.requests().map(({ status }) => status)).toContain(500);
  expect(result).toMatchObject({ state: "done" });
  expect(result.products).toHaveLength(parents());
});

test("paused meanwhile it waits, activated again it goes on", async () => {
  store.control.faults.set({ kind: "latency", ms: 300, match: { path: "/products" } });
  const { jobId } = await hub.pim("POST", "/connections/import", { connectionId: connection }, 202);
  await hub.pim("PUT", `/connections/${connection}`, { isActive: false });
  await hub.pim("POST", "/connections/import", { connectionId: connection }, 400);
  store.control.faults.clear();
  await hub.pim("PUT", `/connections/${connection}`, { isActive: true });
  expect(await ended(jobId)).toMatchObject({ state: "done" });
});

test("a deleted connection's run is gone with it", async () => {
  store.control.faults.set({ kind: "latency", ms: 300, match: { path: "/products" } });
  const { jobId } = await hub.pim("POST", "/connections/import", { connectionId: connection }, 202);
  await hub.pim("DELETE", `/connections/${connection}`, undefined, 204);
  expect((await hub.call("GET", `${PIM}/connections/${connection}/runs/${jobId}`)).status).toBe(404);
});

describe("events", () => {
  test("tell of each product and of the run while they happen", async () => {
    const [id = 0] = await makeProducts(hub, [aProduct()]);
    const stopped = new AbortController();
    const reply = await fetch(`${hub.url}${PIM}/connections/${connection}/sync-status/events`, {
      headers: { authorization: `Bearer ${hub.token}` },
      signal: stopped.signal,
    });
    expect(reply.headers.get("content-type")).toContain("text/event-stream");
    const seen = textOf(reply);
    await hub.pim("POST", "/connections/export", { connectionId: connection, productIds: [id], wait: true });
    await eventually(
      async () => /event: status\n.*\n?data: \{[^\n]*"syncStatus":"synced"/.test(seen.text),
      "it was told",
    );
    await eventually(async () => /event: run\ndata: \{[^\n]*"state":"done"/.test(seen.text), "the run's end was told");
    expect(seen.text).toContain(`"productId":${id}`);
    stopped.abort();
  });

  test("do not keep the hub from stopping", async () => {
    const other = await startPimHub();
    const { id } = await other.connected();
    const reply = await fetch(`${other.url}${PIM}/connections/${id}/sync-status/events`, {
      headers: { authorization: `Bearer ${other.token}` },
    });
    const seen = textOf(reply);
    await other.close();
    await seen.ended;
    expect(seen.text).toContain(": watching");
  });

  test("are for the owner only", async () => {
    const path = `${PIM}/connections/${connection}/sync-status/events`;
    expect(await hub.call("GET", path, undefined, null)).toMatchObject({ status: 401, body: { statusCode: 401 } });
  });
});

function textOf(reply: Response): { text: string; ended: Promise<void> } {
  const seen = { text: "", ended: Promise.resolve() };
  const read = async () => {
    const decoder = new TextDecoder();
    for await (const chunk of reply.body ?? []) seen.text += decoder.decode(chunk, { stream: true });
  };
  seen.ended = read().catch(() => {}); // the test itself ends it
  return seen;
}
