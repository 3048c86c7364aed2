// Alerts on their way to people: mail, chat and signed webhooks, over real connections.
import { Writable } from "node:stream";
import pino from "pino";
import { Webhook } from "standardwebhooks";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type MailReceiver, startMailReceiver, startWebReceiver, type WebReceiver } from "./support/receivers.ts";
import { eventually, startTestHub, type TestHub } from "./support/test-hub.ts";

const PASSWORD = "correct-horse-battery";
const logged: string[] = [];
let mail: MailReceiver;
let ownMail: MailReceiver;
let web: WebReceiver;
let hub: TestHub;
let secrets: string[];

beforeAll(async () => {
  [mail, ownMail, web] = await Promise.all([
    startMailReceiver(),
    startMailReceiver({ user: "shop", password: PASSWORD }),
    startWebReceiver(),
  ]);
  const sink = new Writable({
    write: (chunk, _encoding, done) => {
      logged.push(String(chunk));
      done();
    },
  });
  const smtpUrl = `smtp://127.0.0.1:${mail.port}`;
  hub = await startTestHub({
    mail: { smtpUrl, from: "Logix <hub@example.com>" },
    log: pino({ level: "trace" }, sink),
  });
  secrets = [PASSWORD, "T000/B000/very-secret-path"];
});
afterEach(async () => {
  const { body } = await hub.call("GET", "/api/v1/alert-channels");
  for (const { id } of body.alert_channels) await hub.call("DELETE", `/api/v1/alert-channels/${id}`);
  mail.got.length = 0;
  ownMail.got.length = 0;
  web.got.length = 0;
  web.answer = 204;
});
afterAll(async () => {
  await hub?.close();
  await Promise.all([mail?.close(), ownMail?.close(), web?.close()]);
});

async function channel(target: object, wishes: object = {}) {
  const body = { name: "A channel", target, group_seconds: 0, ...wishes };
  const reply = await hub.call("POST", "/api/v1/alert-channels", body);
  expect(reply).toMatchObject({ status: 201 });
  return reply.body;
}

/** Below zero: more was sold than there is. */
async function onHand(sku: string, quantity: number) {
  const path = `/api/v1/stock/${encodeURIComponent(sku)}`;
  const counted = await hub.call("PUT", path, { on_hand: Math.max(0, quantity) });
  expect(counted.status).toBe(200);
  if (quantity < 0) await adjust(sku, quantity);
}

async function adjust(sku: string, quantity: number) {
  const reply = await hub.call("POST", `/api/v1/stock/${encodeURIComponent(sku)}/adjustments`, { quantity });
  expect(reply.status).toBeLessThan(300);
}

const arrived = <T>(got: readonly T[], count: number) =>
  eventually(async () => got.length >= count && got, `${count} arrived`);

test("a mail says what happened, and another one that it is over", async () => {
  await channel({ kind: "email", to: ["shop@example.com", "stock@example.com"] });
  await onHand("MUG", -3);
  const [told] = await arrived(mail.got, 1);
  expect(told).toMatchObject({ from: "hub@example.com", to: ["shop@example.com", "stock@example.com"] });
  expect(told?.text).toContain("Subject: [Logix] CRITICAL 3 too many of MUG are sold");
  await onHand("MUG", 10);
  const [, over] = await arrived(mail.got, 2);
  expect(over?.text).toContain("Subject: [Logix] OVER 3 too many of MUG are sold");
});

test("a signed webhook carries the alert as data, and its signature holds", async () => {
  const { secret, id } = await channel({ kind: "webhook", url: `${web.url}/logix` });
  await onHand("CUP", -1);
  const [first] = await arrived(web.got, 1);
  if (!first) throw new Error("nothing came");
  const verify = (key: string, got: typeof first) => new Webhook(key).verify(got.body, headersOf(got.headers));
  expect(verify(secret, first)).toMatchObject({
    type: "alerts",
    data: { notices: [{ kind: "opened", alert: { code: "oversell", subject: "CUP", severity: "critical" } }] },
  });
  expect(() => verify(secret, { ...first, body: first.body.replace("CUP", "CAP") })).toThrow();

  const rotated = await hub.call("POST", `/api/v1/alert-channels/${id}/rotate-secret`);
  expect(rotated.body.secret).not.toBe(secret);
  await onHand("CUP", 5);
  const [, second] = await arrived(web.got, 2);
  if (!second) throw new Error("nothing came");
  for (const key of [secret, rotated.body.secret])
    expect(verify(key, second)).toMatchObject({ data: { notices: [{ kind: "settled" }] } });
  secrets.push(secret, rotated.body.secret);
});

test("a chat gets plain text in which nothing becomes a link or a mention", async () => {
  await channel({ kind: "slack", url: `${web.url}/services/T000/B000/very-secret-path` });
  await onHand("<!channel>&", -2);
  const [got] = await arrived(web.got, 1);
  expect(got?.path).toBe("/services/T000/B000/very-secret-path");
  expect(JSON.parse(got?.body ?? "{}").text).toContain("*CRITICAL 2 too many of &lt;!channel&gt;&amp; are sold*");
});

test("what happens together is one message, and what was over before it was told is not told", async () => {
  await channel({ kind: "webhook", url: web.url }, { group_seconds: 2 });
  for (const sku of ["G1", "G2", "G3", "G4"]) await onHand(sku, -1);
  await onHand("G4", 1);
  await arrived(web.got, 1);
  expect(web.got).toHaveLength(1);
  expect(subjectsOf(web)).toEqual([["G1", "G2", "G3"]]);
});

test("the same again is counted, not told again", async () => {
  await channel({ kind: "webhook", url: web.url });
  await onHand("AGAIN", -1);
  await arrived(web.got, 1);
  await adjust("AGAIN", -1);
  await adjust("AGAIN", -1);
  const { body } = await hub.call("GET", "/api/v1/alerts?state=open&code=oversell");
  const alert = body.alerts.find(({ subject }: { subject: string }) => subject === "AGAIN");
  expect(alert).toMatchObject({ times: 3, title: "3 too many of AGAIN are sold" });
  await onHand("OTHER", -1);
  await arrived(web.got, 2);
  expect(subjectsOf(web)).toEqual([["AGAIN"], ["OTHER"]]);
});

test("a channel hears only of what it asked for", async () => {
  await channel({ kind: "webhook", url: `${web.url}/other` }, { codes: ["unknown_status"] });
  await channel({ kind: "webhook", url: `${web.url}/off` }, { enabled: false });
  await channel({ kind: "webhook", url: `${web.url}/all` }, { min_severity: "critical" });
  await onHand("PICKY", -1);
  await arrived(web.got, 1);
  expect(web.got.map(({ path }) => path)).toEqual(["/all"]);
});

test("what a channel refuses is shown, tried again with the same id, and arrives", async () => {
  web.answer = 503;
  const { id } = await channel({ kind: "webhook", url: web.url });
  await onHand("RETRY", -1);
  const failing = await eventually(async () => {
    const { body } = await hub.call("GET", `/api/v1/alert-channels/${id}`);
    return body.failing_since && body;
  }, "the failure was shown");
  expect(failing.last_error).toMatch(/answered with 503$/);
  web.answer = 204;
  const fine = await eventually(async () => {
    const { body } = await hub.call("GET", `/api/v1/alert-channels/${id}`);
    return body.last_sent_at && body;
  }, "it arrived");
  expect(fine).toMatchObject({ failing_since: null, last_error: null });
  expect(new Set(web.got.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  expect(web.got.length).toBeGreaterThan(1);
});

test("a channel's own mail server is used with its login, and its password stays secret when it is refused", async () => {
  const smtp = { host: "127.0.0.1", port: ownMail.port, user: "shop", password: PASSWORD };
  const target = { kind: "email", to: ["shop@example.com"], from: "alerts@example.org", smtp };
  const { id } = await channel(target);
  expect((await hub.call("POST", `/api/v1/alert-channels/${id}/test`)).body).toEqual({ arrived: true, error: null });
  expect(ownMail.got).toMatchObject([{ from: "alerts@example.org" }]);
  expect(mail.got).toHaveLength(0);
  const wrong = { ...target, smtp: { ...smtp, user: "someone", password: `${PASSWORD}!` } };
  await hub.call("PATCH", `/api/v1/alert-channels/${id}`, { target: wrong });
  const { body } = await hub.call("POST", `/api/v1/alert-channels/${id}/test`);
  expect(body).toMatchObject({ arrived: false, error: expect.stringContaining("***") });
});

test("nothing is sent into the hub's own network", async () => {
  for (const target of [
    { kind: "webhook", url: "http://169.254.169.254/latest/meta-data" },
    { kind: "email", to: ["a@example.com"], smtp: { host: "10.0.0.1", port: 25 } },
  ]) {
    const { id } = await channel(target);
    const { body } = await hub.call("POST", `/api/v1/alert-channels/${id}/test`);
    expect(body).toMatchObject({ arrived: false, error: expect.stringContaining("private network") });
  }
});

test("no secret of a channel is in a reply, in the log, in the audit, or readable in the database", async () => {
  const { id, ...made } = await channel({ kind: "slack", url: `${web.url}/services/T000/B000/very-secret-path` });
  web.answer = 404;
  await onHand("SECRET", -1);
  await eventually(async () => (await hub.call("GET", `/api/v1/alert-channels/${id}`)).body.last_error, "it failed");
  const { rows } = await hub.database.pool.query(`
    select (select json_agg(c) from alert_channels c) as channels, (select json_agg(m) from alert_messages m) as messages,
      (select json_agg(a) from audit_log a) as audit, (select json_agg(n) from alerts n) as alerts`);
  const list = await hub.call("GET", "/api/v1/alert-channels");
  const places = [JSON.stringify(made), JSON.stringify(list.body), JSON.stringify(rows), logged.join("")];
  expect(logged.join("").length).toBeGreaterThan(1000);
  expect(secrets).toHaveLength(4);
  for (const secret of secrets) for (const place of places) expect(place.includes(secret)).toBe(false);
});

test("metrics count what is open", async () => {
  const { body } = await hub.call("GET", "/metrics");
  expect(body).toMatch(/^logix_open_alerts\{severity="critical"\} [1-9]/m);
});

function subjectsOf({ got }: WebReceiver): string[][] {
  return got.map(({ body }) =>
    JSON.parse(body).data.notices.map((notice: { alert: { subject: string } }) => notice.alert.subject),
  );
}

function headersOf(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
