// Deliveries over the hub's own API: what came in, what became of it, and looking again.
import { deliveryDetailSchema, deliveryListSchema } from "@logix/api/hub/deliveries";
import { afterAll, beforeAll, expect, test } from "vitest";
import { allPages, type ConnectedHub, startConnectedHub } from "./support/connected-hub.ts";
import { eventually } from "./support/test-hub.ts";

let hub: ConnectedHub;
let remoteId: string;
beforeAll(async () => {
  hub = await startConnectedHub({ orders: 3, products: 5 });
  await hub.ask("POST", `/connections/${hub.connection.id}/webhooks`, {});
  remoteId = String(hub.store.control.placeOrder().id);
  await hub.store.control.deliveriesSettled();
  await settled();
});
afterAll(() => hub?.close());

type Shown = { readonly id: number; readonly state: string };

/** The deliveries of the order, once nothing of anything waits any more. */
async function settled(): Promise<readonly Shown[]> {
  return eventually(async () => {
    const all: Shown[] = await allPages(hub, "/deliveries", "deliveries", 200);
    if (all.length === 0 || all.some((each) => ["waiting", "rereading"].includes(each.state))) return null;
    return allPages(hub, `/deliveries?kind=order&remote_id=${remoteId}`, "deliveries", 2);
  }, "all deliveries were settled");
}

test("deliveries are listed newest first without their bodies", async () => {
  const { deliveries } = deliveryListSchema.parse(await hub.ask("GET", "/deliveries?limit=200"));
  expect(deliveries.length).toBeGreaterThan(1);
  expect(deliveries.map((each) => each.id)).toEqual(
    deliveries.map((each) => each.id).sort((one, other) => other - one),
  );
  expect(deliveries[0]).toMatchObject({ connection_public_id: hub.connection.publicId, signed: true });
  expect(JSON.stringify(await hub.ask("GET", "/deliveries"))).not.toContain("line_items");
});

test("one delivery shows its body as it came", async () => {
  const [first] = await settled();
  const delivery = deliveryDetailSchema.parse(await hub.ask("GET", `/deliveries/${first?.id}`));
  expect(JSON.parse(delivery.body)).toMatchObject({ id: Number(remoteId) });
});

test("deliveries are filtered by kind, thing, state and connection", async () => {
  await settled();
  const all: Shown[] = await allPages(hub, "/deliveries", "deliveries", 200);
  const applied: Shown[] = await allPages(hub, "/deliveries?state=applied", "deliveries", 200);
  expect(new Set(applied.map((each) => each.state))).toEqual(new Set(["applied"]));
  expect(applied.length).toBe(all.filter((each) => each.state === "applied").length);
  expect((await hub.ask("GET", "/deliveries?kind=customer&remote_id=0")).deliveries).toEqual([]);
  expect(await allPages(hub, `/deliveries?connection_id=${hub.connection.id}`, "deliveries", 200)).toHaveLength(
    all.length,
  );
});

test("a replayed delivery has its order read from the store again, and is settled once more", async () => {
  const [first] = await settled();
  hub.store.control.resetCounts();
  const replayed = await hub.ask("POST", `/deliveries/${first?.id}/replay`, undefined, 202);
  expect(replayed).toMatchObject({ id: first?.id, state: "rereading", settled_at: null });
  const after = await settled();
  expect(after.find((each) => each.id === first?.id)).toMatchObject({ state: "applied" });
  expect(hub.store.control.requests().filter((request) => request.path.includes("/orders"))).not.toEqual([]);
});

test("a delivery of a removed connection is kept, but cannot be replayed", async () => {
  const [first] = await settled();
  await hub.ask("DELETE", `/connections/${hub.connection.id}`, undefined, 204);
  await hub.ask("GET", `/deliveries/${first?.id}`);
  expect(await hub.ask("POST", `/deliveries/${first?.id}/replay`, undefined, 409)).toMatchObject({
    code: "connection_removed",
  });
});
