// Writing to a whole simulated store over real HTTP, and hearing from it.
import { createServer } from "node:http";
import { describe, expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import type { Delivery } from "../../connector-kit/contract.ts";
import { aShop } from "./fixtures/sandbox.ts";
import { woocommerce } from "./index.ts";

const wholeOrder = z.looseObject({ id: z.number(), status: z.string() });

describe("writing", () => {
  test("a status is written once, and not over one that has moved on", async () => {
    const { shop, open } = await aShop();
    const { id } = wholeOrder.parse(shop.control.placeOrder());
    const version = { remoteStatus: "processing", modifiedAt: "" };
    const completed = { status: "DELIVERED", remoteStatus: "completed" } as const;
    expect(await open().updateOrderStatus(String(id), completed, version)).toMatchObject({
      outcome: "written",
      after: { record: { remoteStatus: "completed" } },
    });
    expect(await open().updateOrderStatus(String(id), completed, version)).toMatchObject({ outcome: "skipped" });
    const cancelled = { status: "CANCELLED", remoteStatus: "cancelled" } as const;
    expect(await open().updateOrderStatus(String(id), cancelled, version)).toMatchObject({
      outcome: "skipped",
      after: { record: { remoteStatus: "completed" } },
    });
    const nonsense = { status: "SHIPPED", remoteStatus: "nonsense" } as const;
    await expect(
      open().updateOrderStatus(String(id), nonsense, { ...version, remoteStatus: "completed" }),
    ).rejects.toMatchObject({ kind: "refused" });
  });

  test("an error after the order was saved is an error; the next look shows the truth", async () => {
    const { shop, open } = await aShop();
    const { id } = wholeOrder.parse(shop.control.placeOrder());
    shop.control.faults.set({ kind: "save-then-500", match: { method: "PUT" }, times: 1 });
    const write = () =>
      open().updateOrderStatus(
        String(id),
        { status: "DELIVERED", remoteStatus: "completed" },
        { remoteStatus: "processing", modifiedAt: "" },
      );
    await expect(write()).rejects.toMatchObject({ kind: "unreachable" });
    expect(await write()).toMatchObject({ outcome: "skipped", reason: expect.stringContaining("already") });
  });

  test("stock of the whole catalogue, products and variations, in one call", async () => {
    const { shop, open } = await aShop({ products: 25 });
    const before = (await Array.fromAsync(open().syncProducts({}))).flatMap(({ records }) =>
      records.map(({ record }) => record),
    );
    const own = before.filter(({ stockKeeping, archived }) => stockKeeping === "own" && !archived);
    const changes = own.map(({ sku, remoteId, parentRemoteId }, index) => ({
      sku: sku ?? "",
      remoteId,
      parentRemoteId,
      quantity: index + 100,
    }));
    expect(own.filter(({ kind }) => kind === "variant").length).toBeGreaterThan(3);
    const results = await open().updateInventory(changes);
    expect(results.map(({ outcome }) => outcome)).toEqual(changes.map(() => "written"));
    for (const { remoteId, quantity } of changes)
      expect(shop.control.product(Number(remoteId))).toMatchObject({ stock_quantity: quantity });
    expect((await open().updateInventory(changes)).every(({ outcome }) => outcome === "unchanged")).toBe(true);
  });

  test("what the write brings back is what a sync reads", async () => {
    const { open } = await aShop({ products: 25 });
    const read = async () =>
      (await Array.fromAsync(open().syncProducts({}))).flatMap(({ records }) => records.map(({ record }) => record));
    const own = (await read()).filter(({ stockKeeping, archived }) => stockKeeping === "own" && !archived);
    const results = await open().updateInventory(
      own.map(({ sku, remoteId, parentRemoteId }) => ({ sku: sku ?? "", remoteId, parentRemoteId, quantity: 77 })),
    );
    const after = new Map((await read()).map((record) => [record.remoteId, record]));
    const written = results.flatMap((result) =>
      result.outcome === "written" && result.after !== null ? [result.after.record] : [],
    );
    expect(written.length).toBe(own.length);
    for (const { modifiedAt: _, ...record } of written) expect(after.get(record.remoteId)).toMatchObject(record);
  });

  test("a server that fails now and then costs a few more requests, not the items", async () => {
    const { shop, open } = await aShop({ products: 30 });
    const products = (await Array.fromAsync(open().syncProducts({}))).flatMap(({ records }) =>
      records.map(({ record }) => record),
    );
    const changes = products
      .filter(({ kind, stockKeeping, archived }) => kind === "product" && stockKeeping === "own" && !archived)
      .map(({ sku, remoteId }) => ({ sku: sku ?? "", remoteId, parentRemoteId: null, quantity: 55 }));
    shop.control.faults.set({ kind: "status", status: 500, match: { method: "POST" }, times: 1 });
    expect((await open().updateInventory(changes)).every(({ outcome }) => outcome === "written")).toBe(true);
  });
});

describe("webhooks", () => {
  async function aReceiver(status = 200): Promise<{ url: URL; deliveries: Delivery[] }> {
    const deliveries: Delivery[] = [];
    const server = createServer(async (request, response) => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      deliveries.push({ headers, body: Buffer.concat(await Array.fromAsync(request)) });
      response.writeHead(status).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())));
    const address = server.address();
    return { url: new URL(`http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/in`), deliveries };
  }

  test("WOO-50 are set up once, greeted, delivered, genuine, and say what a read says", async () => {
    const { shop, open } = await aShop({ products: 25 });
    const { url, deliveries } = await aReceiver();
    const store = open();
    const first = await store.setupWebhooks(woocommerce.topics, url);
    const second = await store.setupWebhooks(woocommerce.topics, url);
    expect(second.map(({ remoteId }) => remoteId)).toEqual(first.map(({ remoteId }) => remoteId));
    expect(shop.control.webhooks()).toHaveLength(woocommerce.topics.length);
    expect(await store.subscriptions?.list()).toHaveLength(woocommerce.topics.length);
    shop.control.placeOrder();
    await shop.control.deliveriesSettled();
    const changes = (await Promise.all(deliveries.map((delivery) => store.handleWebhook(delivery)))).flat();
    const latest = changes.filter((change) => change.kind === "order").at(-1);
    const read = await store.again.orders([latest?.remoteId ?? ""]);
    expect(latest?.record).toBeDefined();
    expect(read.get(latest?.remoteId ?? "")).toMatchObject({ record: latest?.record?.record });
    expect(changes.filter((change) => change.kind === "product").length).toBeGreaterThan(0);
    for (const change of changes.filter((change) => change.kind === "product")) {
      const [head] = z
        .array(z.looseObject({ record: z.unknown() }))
        .parse((await store.again.products([change.remoteId])).get(change.remoteId));
      expect(head?.record).toEqual(change.record?.record);
    }
  });

  test("F04 one that the store switched off after failures is woken up", async () => {
    const { shop, open } = await aShop();
    const { url, deliveries } = await aReceiver(500);
    const [made] = await open().setupWebhooks(["order.created"], url);
    for (let failures = 0; failures < 7; failures += 1) {
      shop.control.placeOrder();
      await shop.control.deliveriesSettled();
    }
    expect(deliveries.length).toBeGreaterThan(6);
    expect(await open().subscriptions?.list()).toMatchObject([{ remoteId: made?.remoteId, status: "disabled" }]);
    const again = await open().setupWebhooks(["order.created"], url);
    expect(again).toMatchObject([{ remoteId: made?.remoteId, status: "active", created: false, reactivated: true }]);
  });

  test("are removed by id", async () => {
    const { shop, open } = await aShop();
    const made = await open().setupWebhooks(["order.created", "order.updated"], (await aReceiver()).url);
    await open().subscriptions?.remove([made[0]?.remoteId ?? "", "424242"]);
    expect(shop.control.webhooks()).toMatchObject([{ topic: "order.updated" }]);
  });
});
