import { auditListSchema } from "@logix/api/hub/audit";
import { meSchema } from "@logix/api/hub/auth";
import { newApiTokenSchema } from "@logix/api/hub/tokens";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  anotherAccount,
  aUser,
  type Client,
  loggedIn,
  OWNER,
  openTestHub,
  type TestHub,
} from "../../../test/support/access.ts";
import { systemOf } from "../../services/access/audit.ts";

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
});
afterAll(() => hub.close());

async function entriesOf(client: Client, query = "") {
  const { body } = await client.get(`/audit${query}`);
  return auditListSchema.parse(body);
}

test("every change to users and tokens is on record, newest first, with who did it", async () => {
  const client = await loggedIn(hub);
  const { id } = await aUser(hub, { role: "viewer" });
  await client.patch(`/users/${id}`, { role: "operator" });
  const { body } = await client.post("/tokens", { name: "Scanner", permissions: ["orders:read"] });
  await client.delete(`/tokens/${newApiTokenSchema.parse(body).id}`);
  await client.delete(`/users/${id}`);
  const { entries } = await entriesOf(client);
  expect(entries.filter((entry) => entry.action !== "user.logged_in").slice(0, 5)).toMatchObject([
    { action: "user.changed", subject: `user:${id}`, detail: { disabled: [false, true] } },
    { action: "token.revoked", detail: { name: "Scanner" } },
    { action: "token.created", detail: { name: "Scanner", permissions: ["orders:read"] } },
    { action: "user.changed", subject: `user:${id}`, detail: { role: ["viewer", "operator"] } },
    { action: "user.created", subject: `user:${id}`, detail: { role: "viewer" } },
  ]);
  const { body: me } = await client.get("/auth/me");
  expect(entries[0]?.actor).toBe(`user:${meSchema.parse(me).user.id}`);
});

test("a change that changes nothing is not on record", async () => {
  const client = await loggedIn(hub);
  const { id } = await aUser(hub, { role: "viewer" });
  await client.patch(`/users/${id}`, { role: "viewer", disabled: false });
  expect((await entriesOf(client, `?subject=user:${id}`)).entries.map((entry) => entry.action)).toEqual([
    "user.created",
  ]);
});

test("what was refused is not on record", async () => {
  const client = await loggedIn(hub);
  await client.post("/users", { email: OWNER.email, name: "Copy", role: "viewer", password: "a password of mine" });
  const { entries } = await entriesOf(client, "?action=user.created&limit=200");
  expect(entries.map((entry) => entry.detail.email)).not.toContain(OWNER.email);
});

test("entries can be told apart by action and subject, page by page", async () => {
  const client = await loggedIn(hub, await anotherAccount(hub));
  for (const name of ["one", "two", "three"]) await client.post("/tokens", { name, permissions: ["orders:read"] });
  const first = await entriesOf(client, "?action=token.created&limit=2");
  expect(first.entries.map((entry) => entry.detail.name)).toEqual(["three", "two"]);
  const second = await entriesOf(client, `?action=token.created&limit=2&cursor=${first.next_cursor}`);
  expect(second.entries.map((entry) => entry.detail.name)).toEqual(["one"]);
  expect(second.next_cursor).toBeNull();
});

test("no password and no token is ever on record", async () => {
  await aUser(hub, { role: "viewer" });
  const { rows } = await hub.pool.query("select detail::text as detail from audit_log");
  expect(rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(rows)).not.toMatch(/lgx_|argon2|a password of mine|correct horse/);
});

test("what is named like a secret is hidden, however deep", async () => {
  const client = await loggedIn(hub);
  const { rows } = await hub.pool.query("select account_id from users where email = $1", [OWNER.email]);
  const detail = {
    settings: { consumer_key: "ck_1", consumerSecret: "cs_1", url: "https://x" },
    apiKey: "k",
    password: null,
  };
  await hub.database.asAccount(rows[0].account_id, (db) =>
    hub.access.audit.record(db, systemOf(rows[0].account_id), "connection.changed", "connection:1", detail),
  );
  const { entries } = await entriesOf(client, "?subject=connection:1");
  expect(entries).toMatchObject([
    {
      actor: "system",
      detail: {
        settings: { consumer_key: "(hidden)", consumerSecret: "(hidden)", url: "https://x" },
        apiKey: "(hidden)",
        password: null,
      },
    },
  ]);
});

test("one account does not see the trail of another", async () => {
  const stranger = await loggedIn(hub, await anotherAccount(hub));
  const { entries } = await entriesOf(stranger);
  expect(new Set(entries.map((entry) => entry.action))).toEqual(new Set(["account.created", "user.logged_in"]));
});
