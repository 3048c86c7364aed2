import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "../../test/support/access.ts";
import { createTestDatabase, type TestDatabase } from "../../test/support/test-database.ts";
import type { Database } from "../database/database.ts";
import { makeSealer, SEALED, type Sealer } from "../database/sealing.ts";
import { makeKeyRotation } from "./key-rotation.ts";

const [oldKey, newKey, lostKey] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2), Buffer.alloc(32, 3)];
const oldSealer = makeSealer({ current: oldKey });
const newSealer = makeSealer({ current: newKey });
const bothKeys = makeSealer({ current: newKey, previous: oldKey });

let testDatabase: TestDatabase;
let database: Database;
let accountId: number;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase(testDatabase);
  const { id } = await database.db
    .insertInto("accounts")
    .values({ name: "Shop" })
    .returning("id")
    .executeTakeFirstOrThrow();
  accountId = id;
});
afterAll(() => testDatabase.close());

test("every stored secret is sealed anew, and opens without the previous key", async () => {
  for (let store = 0; store < 250; store += 1) await addConnection(`store-${store}`, oldSealer);
  await addSigningKey("key_old", oldSealer);
  expect(await makeKeyRotation({ database, sealer: bothKeys }).reseal()).toEqual({ resealed: 251, unreadable: [] });
  const rows = await database.db.selectFrom("connections").select(["store_key", "settings_sealed"]).execute();
  expect(rows).toHaveLength(250);
  for (const row of rows) {
    expect(newSealer.open(row.settings_sealed, SEALED.connectionSettings)).toBe(`secret of ${row.store_key}`);
  }
  const [key] = await database.db.selectFrom("signing_keys").selectAll().execute();
  expect(newSealer.open(key?.secret_sealed ?? "", SEALED.signingKey)).toBe("secret of key_old");
});

test("an alert channel's secrets are sealed anew, a deleted one's are none", async () => {
  const channel = {
    account_id: accountId,
    name: "Mail",
    kind: "email",
    shown_target: "",
    min_severity: "notice",
    group_seconds: 0,
  } as const;
  for (const settings_sealed of [oldSealer.seal("secret of a channel", SEALED.alertChannel), ""])
    await database.db
      .insertInto("alert_channels")
      .values({ ...channel, settings_sealed })
      .execute();
  expect(await makeKeyRotation({ database, sealer: bothKeys }).reseal()).toEqual({ resealed: 1, unreadable: [] });
  const [first] = await database.db.selectFrom("alert_channels").selectAll().orderBy("id").execute();
  expect(newSealer.open(first?.settings_sealed ?? "", SEALED.alertChannel)).toBe("secret of a channel");
});

test("a second time there is nothing left to do", async () => {
  await addConnection("again", oldSealer);
  const rotation = makeKeyRotation({ database, sealer: bothKeys });
  expect((await rotation.reseal()).resealed).toBe(1);
  expect((await rotation.reseal()).resealed).toBe(0);
});

test("a secret whose key is lost is named and left alone, and the others are sealed anew", async () => {
  const lost = await addConnection("lost", makeSealer({ current: lostKey }));
  await addConnection("after-it", oldSealer);
  const result = await makeKeyRotation({ database, sealer: bothKeys }).reseal();
  expect(result).toEqual({ resealed: 1, unreadable: [`connections ${lost}`] });
});

test("a connection that was deleted has no secret left, and is no trouble", async () => {
  const deleted = await addConnection("deleted", oldSealer);
  await database.db.updateTable("connections").set({ settings_sealed: "" }).where("id", "=", deleted).execute();
  const { unreadable } = await makeKeyRotation({ database, sealer: bothKeys }).reseal();
  expect(unreadable).not.toContain(`connections ${deleted}`);
});

async function addConnection(store: string, sealer: Sealer): Promise<number> {
  const { id } = await database.db
    .insertInto("connections")
    .values({
      public_id: `integration_${store}`,
      account_id: accountId,
      platform: "woocommerce",
      name: store,
      store_url: `https://${store}.example.com`,
      store_key: store,
      settings_sealed: sealer.seal(`secret of ${store}`, SEALED.connectionSettings),
      status: "active",
      auto_sync: true,
      status_map: "{}",
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

async function addSigningKey(id: string, sealer: Sealer): Promise<void> {
  const secret_sealed = sealer.seal(`secret of ${id}`, SEALED.signingKey);
  const retires_at = new Date(Date.now() + 60_000);
  await database.db.insertInto("signing_keys").values({ id, secret_sealed, retires_at }).execute();
}
