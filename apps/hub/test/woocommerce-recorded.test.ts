// Orders of every kind that a real store was recorded with arrive with the right money, status and history.
import { fromMinor } from "@logix/model";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasRecordings, type RecordedStore, startRecordedStore } from "./support/recorded-store.ts";
import { startTestHub, type TestHub } from "./support/test-hub.ts";

if (!hasRecordings)
  console.warn("SKIPPED: there are no recordings of a real store; set RECORDINGS_DIR to run these tests");

const STATUSES: Readonly<Record<string, string>> = {
  pending: "PENDING",
  processing: "PROCESSING",
  "on-hold": "PENDING",
  completed: "DELIVERED",
  cancelled: "CANCELLED",
  refunded: "RETURNED",
  failed: "CANCELLED",
  trash: "PENDING",
};

describe.skipIf(!hasRecordings)("every recorded order", () => {
  let hub: TestHub;
  let store: RecordedStore;
  // biome-ignore lint/suspicious/noExplicitAny: rows of any shape are looked into
  let held: Map<string, any>;
  const real = () => store.orders.filter((order) => order.status !== "checkout-draft");

  beforeAll(async () => {
    [hub, store] = await Promise.all([startTestHub(), startRecordedStore()]);
    const body = { store_url: store.url, consumer_key: "ck_recorded", consumer_secret: "cs_recorded" };
    const created = await hub.call("POST", "/api/v1/woocommerce/integrations", body);
    expect(created.status).toBe(201);
    const sync = await hub.call("POST", `/api/v1/woocommerce/integrations/${created.body.integration.id}/sync`, {
      limit: 10_000,
    });
    expect(sync.body.result).toMatchObject({ failed: 0, errors: [], has_more: false });
    const { rows } = await hub.database.pool.query("select * from orders");
    held = new Map(rows.map((row) => [row.remote_id, row]));
  });
  afterAll(async () => {
    await Promise.all([hub?.close(), store?.close()]);
  });

  test("is there once, and carts in checkout are not", () => {
    expect(store.orders.length).toBeGreaterThan(200);
    expect([...held.keys()].sort()).toEqual(
      real()
        .map((order) => String(order.id))
        .sort(),
    );
    expect(store.orders.length).toBeGreaterThan(real().length);
  });

  test("has its total, currency and tax to the last digit", () => {
    for (const order of real()) {
      const row = held.get(String(order.id));
      const currency = String(order.currency);
      const decimals = fromMinor(0, currency).split(".")[1]?.length ?? 0;
      const shown = (amount: unknown) => Number(amount).toFixed(decimals);
      expect([order.id, row.currency, fromMinor(Number(row.total_minor), currency)]).toEqual([
        order.id,
        currency,
        shown(order.total),
      ]);
      expect([order.id, fromMinor(Number(row.tax_minor), currency)]).toEqual([order.id, shown(order.total_tax)]);
    }
    const currencies = new Set(real().map((order) => order.currency));
    for (const currency of ["USD", "EUR", "JPY", "KWD"]) expect(currencies).toContain(currency);
  });

  test("has lines that add up to its total", async () => {
    const { rows } = await hub.database.pool.query(`
      select o.remote_id from orders o join order_lines l on l.order_id = o.id
      group by o.id having sum(l.total_minor + l.tax_minor) <> o.total_minor`);
    expect(rows).toEqual([]);
  });

  test("has the status that the table gives, with the store's own word beside it", () => {
    for (const order of real()) {
      const row = held.get(String(order.id));
      expect([order.id, row.remote_status, row.status]).toEqual([
        order.id,
        order.status,
        STATUSES[order.status] ?? "PENDING",
      ]);
      expect([order.id, row.archived_at !== null]).toEqual([order.id, order.status === "trash"]);
    }
    expect(new Set(real().map((order) => order.status)).size).toBeGreaterThan(6);
  });

  test("has a history that begins when it was first seen, and its lines by name", async () => {
    for (const order of real().slice(0, 25)) {
      const { body } = await hub.call("GET", `/api/v1/orders/${held.get(String(order.id)).id}`);
      expect(body.history).toEqual([
        expect.objectContaining({ actor: "store", from_status: null, to_status: body.status }),
      ]);
      expect(body.display_number).toBe(`WC-${order.number}`);
      expect(new Date(body.placed_at).toISOString().slice(0, 19)).toBe(order.date_created_gmt);
    }
  });

  test("reads again as nothing new", async () => {
    const { body } = await hub.call("GET", "/api/v1/woocommerce/integrations");
    const again = await hub.call("POST", `/api/v1/woocommerce/integrations/${body.integrations[0].id}/sync`, {
      since: "2000-01-01T00:00:00Z",
      limit: 10_000,
    });
    expect(again.body.result).toMatchObject({ created: 0, updated: 0, failed: 0, synced: real().length });
  });
});
