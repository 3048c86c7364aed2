// When alerts are told: not in quiet hours, again while they last, not what somebody took on. The clock is the test's.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { startWebReceiver, type WebReceiver } from "./support/receivers.ts";
import { eventually, logIn, OWNER, startTestHub, type TestHub } from "./support/test-hub.ts";

const HOUR_MS = 60 * 60_000;
let ahead = 0;
const now = () => new Date(Date.now() + ahead);
let web: WebReceiver;
let hub: TestHub;
let count = 0;
let sku = "";
let token = "";

const ask = (method: string, path: string, body?: unknown) => hub.call(method, path, body, token);

beforeAll(async () => {
  web = await startWebReceiver();
  hub = await startTestHub({ now });
});
beforeEach(async () => {
  // An earlier test's hours may have outlived the login.
  token = await logIn(hub.url, OWNER);
  count += 1;
  sku = `SKU-${count}`;
});
afterEach(async () => {
  const { body } = await ask("GET", "/api/v1/alert-channels");
  for (const { id } of body.alert_channels) await ask("DELETE", `/api/v1/alert-channels/${id}`);
  web.got.length = 0;
  web.answer = 204;
});
afterAll(async () => {
  await hub?.close();
  await web?.close();
});

async function channel(wishes: object) {
  const target = { kind: "webhook", url: web.url };
  const reply = await ask("POST", "/api/v1/alert-channels", { name: "Hook", target, group_seconds: 0, ...wishes });
  expect(reply.status).toBe(201);
  return reply.body;
}

async function oversell() {
  await ask("POST", `/api/v1/stock/${sku}/adjustments`, { quantity: -1 });
  const { body } = await ask("GET", "/api/v1/alerts?state=open");
  return body.alerts.find(({ subject }: { subject: string }) => subject === sku);
}

const restock = () => ask("PUT", `/api/v1/stock/${sku}`, { on_hand: 5 });

/** Everything that is due by the test's clock is done. */
async function pass(hours: number) {
  ahead += hours * HOUR_MS;
  await hub.hub.upkeep.handle("test");
  await eventually(async () => {
    const { rows } = await hub.database.pool.query(
      "select (select count(*) from alert_notices where state = 'waiting' and due_at <= $1) + (select count(*) from alert_messages where state = 'waiting' and due_at <= $1) as due",
      [now()],
    );
    return Number(rows[0].due) === 0;
  }, "everything due was told");
}

const told = () =>
  web.got.flatMap(({ body }) =>
    JSON.parse(body).data.notices.map((notice: { kind: string; alert: { subject: string } }) => [
      notice.kind,
      notice.alert.subject,
    ]),
  );

/** Over this moment and the hour to come. */
function quietNow(criticalPasses: boolean) {
  const clock = (at: Date) => at.toISOString().slice(11, 16);
  const [from, to] = [new Date(now().getTime() - HOUR_MS), new Date(now().getTime() + HOUR_MS)];
  return { from: clock(from), to: clock(to), zone: "UTC", critical_passes: criticalPasses };
}

test("in quiet hours nothing is told, and afterwards all of it in one message", async () => {
  await channel({ quiet_hours: quietNow(false) });
  await oversell();
  await pass(0);
  expect(web.got).toHaveLength(0);
  const [first] = [sku];
  sku = `${sku}-b`;
  await oversell();
  await pass(0.5);
  expect(web.got).toHaveLength(0);
  await pass(1);
  expect(web.got).toHaveLength(1);
  expect(told()).toEqual([
    ["opened", first],
    ["opened", sku],
  ]);
});

test("what is critical passes through quiet hours where that is wished", async () => {
  await channel({ quiet_hours: quietNow(true) });
  await oversell();
  await pass(0);
  expect(told()).toEqual([["opened", sku]]);
});

test("what lasts is told again after the channel's hours, and its end once", async () => {
  await channel({ repeat_hours: 2 });
  await oversell();
  await pass(0);
  await pass(1);
  expect(told()).toEqual([["opened", sku]]);
  await pass(1.1);
  await pass(0.5);
  expect(told()).toEqual([
    ["opened", sku],
    ["repeated", sku],
  ]);
  await restock();
  await pass(3);
  expect(told().at(-1)).toEqual(["settled", sku]);
  expect(told()).toHaveLength(3);
});

test("what somebody took on is not told again, but its end is", async () => {
  await channel({ repeat_hours: 1 });
  const alert = await oversell();
  await pass(0);
  const taken = await ask("POST", `/api/v1/alerts/${alert.id}/acknowledge`);
  expect(taken.body).toMatchObject({
    acknowledged_by: expect.stringMatching(/^user:/),
    told: [{ kind: "opened", state: "sent", channel: "Hook" }],
  });
  await pass(2);
  expect(told()).toEqual([["opened", sku]]);
  await restock();
  await pass(0);
  expect(told().at(-1)).toEqual(["settled", sku]);
  expect((await ask("POST", `/api/v1/alerts/${alert.id}/acknowledge`)).body.code).toBe("alert_settled");
});

test("what is snoozed is told again once its time has come", async () => {
  await channel({});
  const alert = await oversell();
  await pass(0);
  const until = new Date(now().getTime() + 2 * HOUR_MS).toISOString();
  expect((await ask("POST", `/api/v1/alerts/${alert.id}/snooze`, { until })).body.snoozed_until).toBe(until);
  await pass(1);
  expect(told()).toHaveLength(1);
  await pass(1.1);
  await pass(1);
  expect(told()).toEqual([
    ["opened", sku],
    ["repeated", sku],
  ]);
  const past = await ask("POST", `/api/v1/alerts/${alert.id}/snooze`, { until: "2020-01-01T00:00:00Z" });
  expect(past.status).toBe(400);
});

test("who says no for good is given up, visibly", async () => {
  web.answer = 410;
  const { id } = await channel({});
  await oversell();
  for (let attempt = 0; attempt < 12; attempt += 1) await pass(0.3);
  expect(web.got).toHaveLength(10);
  const { rows } = await hub.database.pool.query("select state, attempts from alert_messages where channel_id = $1", [
    id,
  ]);
  expect(rows).toEqual([{ state: "given_up", attempts: 10 }]);
  const { body } = await ask("GET", `/api/v1/alert-channels/${id}`);
  expect(body).toMatchObject({ failing_since: expect.any(String), last_error: expect.stringContaining("410") });
});

test("another account sees neither alerts nor channels", async () => {
  const { id } = await channel({});
  const alert = await oversell();
  const who = { email: "stranger@example.com", password: "another long password" };
  expect((await ask("POST", "/api/v1/accounts", { name: "Another shop", ...who })).status).toBe(201);
  const stranger = await logIn(hub.url, who);
  for (const path of [`alerts/${alert.id}`, `alert-channels/${id}`])
    expect((await hub.call("GET", `/api/v1/${path}`, undefined, stranger)).status).toBe(404);
  expect((await hub.call("GET", "/api/v1/alerts", undefined, stranger)).body.alerts).toEqual([]);
  expect((await hub.call("POST", `/api/v1/alert-channels/${id}/test`, undefined, stranger)).status).toBe(404);
});
