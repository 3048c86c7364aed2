// Faults on the road: what the client sees, and what the store has saved nevertheless.
import { describe, expect, test } from "vitest";
import { parseFaults } from "../../fault-flags.ts";
import { hasRecordings, recording } from "../testing/recordings.ts";
import { sharedStore } from "../testing/shared-store.ts";

const shared = sharedStore({ orders: 30 });
const faults = () => shared.store.control.faults;
const ask = () => shared.client.get("/orders?per_page=2");

test.each([413, 429, 500, 502, 503, 504])("status %i is answered as often as asked for", async (status) => {
  faults().set({ kind: "status", status, times: 2 });
  expect([(await ask()).status, (await ask()).status, (await ask()).status]).toEqual([status, status, 200]);
});

test("429 may carry Retry-After, 503 carries WordPress' own", async () => {
  faults().set({ kind: "status", status: 429, retryAfterSeconds: 7, times: 1 });
  expect((await ask()).headers["retry-after"]).toBe("7");
  faults().set({ kind: "status", status: 503, times: 1 });
  const maintenance = await ask();
  expect(maintenance.headers["retry-after"]).toBe("600");
  if (hasRecordings) expect(maintenance.json).toEqual(recording("errors/503-maintenance-mode").body);
});

test("a match narrows a fault to a method and a path", async () => {
  faults().set({ kind: "status", status: 502, match: { method: "GET", path: "/orders" } });
  expect((await ask()).status).toBe(502);
  expect((await shared.client.get("/products")).status).toBe(200);
  faults().set({ kind: "status", status: 502, match: { path: /page=3/ } });
  expect([(await ask()).status, (await shared.client.get("/orders?page=3")).status]).toEqual([200, 502]);
  faults().clear();
});

test("latency delays, together with another fault", async () => {
  faults().set([
    { kind: "latency", ms: 30, times: 1 },
    { kind: "status", status: 500, times: 1 },
  ]);
  const before = performance.now();
  const reply = await ask();
  expect(performance.now() - before).toBeGreaterThanOrEqual(29);
  expect(reply.object.code).toBe("internal_server_error");
});

test("a drop breaks the connection before the work, save-then-drop after it", async () => {
  const order = shared.store.control.placeOrder({ note: "before" });
  const put = (note: string) => shared.client.put(`/orders/${order.id}`, { customer_note: note });
  const note = () => shared.store.control.order(Number(order.id)).customer_note;
  faults().set({ kind: "drop", times: 1 });
  await expect(put("one")).rejects.toThrow();
  expect(note()).toBe("before");
  faults().set({ kind: "save-then-drop", times: 1 });
  await expect(put("two")).rejects.toThrow();
  expect(note()).toBe("two");
});

test.each([
  ["save-then-500", 500],
  ["save-then-504", 504],
] as const)("%s has saved all the same", async (kind, status) => {
  const order = shared.store.control.placeOrder();
  faults().set({ kind, times: 1 });
  expect((await shared.client.put(`/orders/${order.id}`, { customer_note: kind })).status).toBe(status);
  expect(shared.store.control.order(Number(order.id)).customer_note).toBe(kind);
});

describe("rubbish with status 200", () => {
  test("half of the JSON", async () => {
    faults().set({ kind: "truncate", times: 1 });
    const reply = await ask();
    expect([reply.status, reply.text[0]]).toEqual([200, "["]);
    expect(() => JSON.parse(reply.text)).toThrow();
  });

  test("a PHP warning before the JSON", async () => {
    faults().set({ kind: "html-before-json", times: 1 });
    const reply = await ask();
    expect(reply.text).toMatch(/^<br \/>\n<b>Warning<\/b>.*<br \/>\n\[\{"id":/);
    expect(reply.headers["content-type"]).toContain("application/json");
  });

  test("a byte order mark", async () => {
    faults().set({ kind: "bom", times: 1 });
    const reply = await shared.client.send("GET", "/wp-json/wc/v3/orders?per_page=1");
    expect(reply.headers["content-length"]).toBe(
      String(Buffer.byteLength(reply.text) + (reply.text.startsWith("\ufeff") ? 0 : 3)),
    );
  });

  test("a theme's page instead of 404, and a firewall's page", async () => {
    faults().set({ kind: "html-404-200", times: 1 });
    const page = await ask();
    expect([page.status, page.headers["content-type"]]).toEqual([200, "text/html; charset=UTF-8"]);
    faults().set({ kind: "cloudflare-403", times: 1 });
    const blocked = await ask();
    expect([blocked.status, blocked.headers.server]).toEqual([403, "cloudflare"]);
  });
});

test("a stalled request never ends by itself", async () => {
  faults().set({ kind: "stall", times: 1 });
  const waiting = ask().then(
    () => "answered",
    () => "broken",
  );
  const other = ask().then(() => "other");
  expect(await Promise.race([waiting, other])).toBe("other");
});

test("the same seed draws the same faults", async () => {
  faults().set({ kind: "status", status: 500, probability: 0.5 });
  const statuses: number[] = [];
  for (let turn = 0; turn < 20; turn += 1) statuses.push((await ask()).status);
  faults().clear();
  expect(new Set(statuses)).toEqual(new Set([200, 500]));
});

describe("faults as flags", () => {
  test("milliseconds for latency, probabilities for all others", () => {
    expect(parseFaults("latency=200,429=0.05,drop=0.01")).toEqual([
      { kind: "latency", ms: 200 },
      { kind: "status", status: 429, probability: 0.05 },
      { kind: "drop", probability: 0.01 },
    ]);
    expect(parseFaults("")).toEqual([]);
  });

  test.each(["drop", "drop=2", "flood=0.1", "418=0.1"])("%s is refused", (flags) => {
    expect(() => parseFaults(flags)).toThrow();
  });
});
