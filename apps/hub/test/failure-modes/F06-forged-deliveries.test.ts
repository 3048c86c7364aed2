// F06: the receiver is open to everybody. What is not signed with the connection's secret is refused, and leaves no trace but a count.
import crypto from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { makeLog } from "../../src/log.ts";
import { makeForgeryWatch } from "../../src/services/sync/forgery-watch.ts";
import { type ConnectedStore, connectStore } from "../support/connected-store.ts";
import { startTestHub, type TestHub } from "../support/test-hub.ts";
import {
  bodyOf,
  deliveriesOf,
  numberIn,
  ordersWith,
  SECRET,
  type Send,
  SHARED_ADDRESS,
  senderFor,
  signatureOf,
} from "../support/woo-sender.ts";

const OTHER_SECRET = "whsec-of-the-other-shop";
const folder = mkdtempSync(join(tmpdir(), "logix-forged-"));
const logFile = join(folder, "hub.log");

let hub: TestHub;
let shop: ConnectedStore;
let other: ConnectedStore;
let send: Send;

beforeAll(async () => {
  hub = await startTestHub({ log: makeLog({ level: "info", file: logFile }) });
  [shop, other] = await Promise.all([
    connectStore(hub, { webhooks: false, webhookSecret: SECRET }),
    connectStore(hub, { webhooks: false, webhookSecret: OTHER_SECRET, seed: 2 }),
  ]);
  send = senderFor(hub, shop);
});
afterAll(async () => {
  await Promise.all([hub?.close(), shop?.store.close(), other?.store.close()]);
  rmSync(folder, { recursive: true, force: true });
});

const placed = () => shop.store.control.placeOrder({});

async function forgedSoFar(): Promise<number> {
  const text = await (await fetch(`${hub.url}/metrics`, { headers: { authorization: `Bearer ${hub.token}` } })).text();
  return Number(/^logix_forged_deliveries_total\{platform="woocommerce"\} (\d+)$/m.exec(text)?.[1] ?? 0);
}

/** Rows of every table that is not the queue's own housekeeping. */
async function everything(): Promise<Readonly<Record<string, number>>> {
  const { rows } = await hub.database.pool.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
  );
  // A bucket is what the store was asked with, not what it sent.
  const names = rows.map(({ name }) => name).filter((name) => name !== "rate_limits");
  const counts = await Promise.all(names.map((name) => numberIn(hub, `"${name}"`)));
  const jobs = await numberIn(hub, "pgboss.job where name in ('deliveries', 'rereads')");
  return { ...Object.fromEntries(names.map((name, index) => [name, counts[index] ?? 0])), jobs };
}

test("F06 a wrong, a missing, a too short and a too long signature are 401, and nothing is stored but a count", async () => {
  const order = placed();
  const body = bodyOf(order);
  const signatures = [
    signatureOf(body, "another"),
    "",
    "AAAA",
    "not base64 !",
    `${signatureOf(body)}AAAA`,
    signatureOf(body).slice(0, -1),
    signatureOf(body).toLowerCase(),
    "\u00ff".repeat(44),
  ];
  await shop.settled();
  const [before, count] = [await everything(), await forgedSoFar()];
  for (const signature of signatures) {
    const reply = await send({ body, headers: { "x-wc-webhook-signature": signature } });
    expect([signature, reply]).toMatchObject([signature, { status: 401, body: { code: "signature_invalid" } }]);
  }
  expect(await everything()).toEqual(before);
  expect(await forgedSoFar()).toBe(count + signatures.length);
});

test("F06 no header at all but the topic is 401", async () => {
  const reply = await fetch(`${hub.url}${SHARED_ADDRESS}/${shop.id}`, {
    method: "POST",
    headers: { "x-wc-webhook-topic": "order.updated" },
    body: bodyOf(placed()),
  });
  expect(reply.status).toBe(401);
});

test("F06 the raw bytes are what is signed: the same order in another spelling needs a signature of its own", async () => {
  const order = placed();
  const [tight, spaced] = [bodyOf(order), JSON.stringify(order, null, 2)];
  expect((await send({ body: spaced, headers: { "x-wc-webhook-signature": signatureOf(tight) } })).status).toBe(401);
  expect(
    (await send({ body: bodyOf(order, { total: "0.01" }), headers: { "x-wc-webhook-signature": signatureOf(tight) } }))
      .status,
  ).toBe(401);
  expect(await deliveriesOf(hub, order.id)).toEqual([]);
  expect((await send({ body: spaced })).status).toBe(200);
  await shop.settled();
  expect(await ordersWith(hub, order.id)).toHaveLength(1);
});

test("F06 signatures of the right length are compared in constant time", async () => {
  const compare = vi.spyOn(crypto, "timingSafeEqual");
  syncBuiltinESMExports();
  try {
    const body = bodyOf(placed());
    const almost = signatureOf(body).replace(/^./, (first) => (first === "A" ? "B" : "A"));
    expect((await send({ body, headers: { "x-wc-webhook-signature": almost } })).status).toBe(401);
    const given = compare.mock.calls.map(([one]) => Buffer.from(one as Uint8Array).toString());
    expect(given).toContain(almost);
    compare.mockClear();
    expect((await send({ body, headers: { "x-wc-webhook-signature": "short" } })).status).toBe(401);
  } finally {
    compare.mockRestore();
    syncBuiltinESMExports();
  }
});

test("F06 at the shared address the secret that fits decides, whatever the sender says to be", async () => {
  const order = placed();
  const body = bodyOf(order);
  const asThis = { "x-wc-webhook-source": `${shop.store.url}/` };
  const asOther = { "x-wc-webhook-source": `${other.store.url}/` };
  const byOther = { "x-wc-webhook-signature": signatureOf(body, OTHER_SECRET) };
  const replies = [
    // Signed by the other shop, said to be of this one; and the other way round.
    await send({ body, path: SHARED_ADDRESS, headers: { ...asThis, ...byOther } }),
    await send({ body, path: SHARED_ADDRESS, headers: asOther }),
    await send({
      body,
      path: SHARED_ADDRESS,
      headers: { ...asThis, "x-wc-webhook-signature": signatureOf(body, "guess") },
    }),
    // Signed by the other shop, sent to this one's own address.
    await send({ body, headers: byOther }),
  ];
  expect(replies.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
  expect(await deliveriesOf(hub, order.id)).toEqual([]);
  expect(await send({ body, path: SHARED_ADDRESS, headers: asThis })).toMatchObject({
    status: 200,
    body: { status: "accepted" },
  });
  await shop.settled();
  expect(await ordersWith(hub, order.id)).toHaveLength(1);
});

test("F06 the greeting of a new webhook, a form, is 200 without a job", async () => {
  const before = await everything();
  for (const path of [`${SHARED_ADDRESS}/${shop.id}`, SHARED_ADDRESS]) {
    const reply = await fetch(hub.url + path, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "webhook_id=7",
    });
    expect([path, reply.status, await reply.json()]).toMatchObject([path, 200, { status: "ignored" }]);
  }
  expect(await everything()).toEqual(before);
});

test("F06 however many forgeries come, they are one line in the log for each address, and the line names no secret", async () => {
  const body = bodyOf(placed());
  const forged = { "x-wc-webhook-signature": signatureOf(body, "guess") };
  await Promise.all(Array.from({ length: 200 }, () => send({ body, headers: forged })));
  const lines = readFileSync(logFile, "utf8")
    .split("\n")
    .filter((line) => line.includes("signature does not fit"));
  const addresses = lines.map((line) => JSON.parse(line).connection ?? "shared");
  expect(addresses).toContain(shop.id);
  expect(addresses).toEqual([...new Set(addresses)]);
  for (const line of lines) for (const secret of [SECRET, OTHER_SECRET, "guess"]) expect(line).not.toContain(secret);
});

test("F06 after a quiet minute the log tells how many it did not tell of", () => {
  let now = 0;
  const lines: object[] = [];
  let counted = 0;
  const watch = makeForgeryWatch({
    count: () => {
      counted += 1;
    },
    warn: (line) => void lines.push(line),
    now: () => new Date(now),
  });
  const forgery = { platform: "woocommerce", connection: "integration_1" };
  for (let times = 0; times < 5; times += 1) watch(forgery);
  now = 61_000;
  watch(forgery);
  expect(lines).toEqual([
    { ...forgery, untold: 0 },
    { ...forgery, untold: 4 },
  ]);
  expect(counted).toBe(6);
});
