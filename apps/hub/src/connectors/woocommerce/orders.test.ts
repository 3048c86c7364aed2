import { HubError, type Order } from "@logix/model";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { Page } from "../../connector-kit/contract.ts";
import { jsonFile, RECORDINGS, recording } from "./fixtures/recordings.ts";
import {
  type Answer,
  type Asked,
  aConnection,
  listOf,
  ok,
  scriptedStore,
  wooError,
} from "./fixtures/scripted-store.ts";
import { woocommerce } from "./index.ts";

function rows(...names: string[]): unknown[] {
  return names.flatMap((name) => z.array(z.unknown()).parse(recording(`orders/${name}`).body));
}

function aStoreOfOrders(live: unknown[], trash: unknown[] = []) {
  return scriptedStore(({ query }) => listOf(query.status === "trash" ? trash : live, query));
}

function opened(tools: Parameters<typeof woocommerce.open>[1]) {
  return woocommerce.open(aConnection(), tools);
}

async function pagesFrom(pages: AsyncIterable<Page<Order>>): Promise<Page<Order>[]> {
  return Array.fromAsync(pages);
}

function order(name: string): Record<string, unknown> {
  return z.record(z.string(), z.unknown()).parse(recording(`orders/${name}`).body);
}

describe.skipIf(RECORDINGS === null)("reading orders", () => {
  test("all orders come once, trashed ones archived, carts counted and left out", async () => {
    const live = rows("list-per_page-100-page-1", "list-per_page-100-page-2");
    const trash = rows("list-status-trash");
    const { tools, asked } = aStoreOfOrders(live, trash);
    const pages = await pagesFrom(opened(tools).syncOrders({}));
    const orders = pages.flatMap((page) => page.records.map(({ record }) => record));
    expect(new Set(orders.map(({ remoteId }) => remoteId)).size).toBe(live.length + trash.length - 1);
    expect(orders).toHaveLength(live.length + trash.length - 1);
    expect(orders.filter(({ archived }) => archived)).toHaveLength(trash.length);
    expect(pages.reduce((sum, { ignored }) => sum + ignored, 0)).toBe(1);
    expect(pages[0]?.total).toBe(live.length);
    expect(asked.every(({ query }) => query.orderby === "id" && query.order === "asc")).toBe(true);
  });

  test("F17 F19 the time filter is GMT without Z, one second early", async () => {
    const { tools, asked } = aStoreOfOrders(rows("list-modified_after-gmt"));
    await pagesFrom(opened(tools).syncOrders({ since: new Date("2026-11-10T09:15:00.900Z") }));
    expect(asked[0]?.query).toMatchObject({ modified_after: "2026-11-10T09:14:59", dates_are_gmt: "true" });
    expect(asked.at(-1)?.query).toMatchObject({ modified_after: "2026-11-10T09:14:59", status: "trash" });
  });

  test("chosen statuses are one list with commas, without the prefix that the admin shows", async () => {
    const { tools, asked } = aStoreOfOrders(rows("list-status-csv"));
    await pagesFrom(opened(tools).syncOrders({ remoteStatuses: ["processing", "wc-on-hold"] }));
    expect(asked.map(({ query }) => query.status)).toEqual(["processing,on-hold"]);
  });

  test("no chosen status at all means every status", async () => {
    const { tools, asked } = aStoreOfOrders([]);
    await pagesFrom(opened(tools).syncOrders({ remoteStatuses: [] }));
    expect(asked.map(({ query }) => query.status)).toEqual([undefined, "trash"]);
  });

  test("F17 the form of our time filter is the one that the store took for what it is", async () => {
    const steps = z.object({
      steps: z.array(z.object({ label: z.string(), request: z.string().optional(), total: z.string().optional() })),
    });
    const { tools, lines } = aStoreOfOrders([]);
    await pagesFrom(opened(tools).syncOrders({ since: new Date("2026-11-10T09:15:00Z") }));
    const [filter] = /modified_after=[^&]*&dates_are_gmt=true/.exec(lines()[0] ?? "") ?? [];
    const recorded = steps
      .parse(jsonFile("behaviour/date-filters.json"))
      .steps.find(({ request }) => filter && request?.endsWith(filter));
    // 14 orders of that very second and 153 later ones, by the store's own database.
    expect(recorded?.total).toBe("167");
  });

  test("F18 one order that cannot be read is handed on as unreadable and does not stop the page", async () => {
    const broken = { ...order("single-guest"), id: 473, total: "fifty" };
    const { tools } = aStoreOfOrders([order("single-on-hold"), broken, order("single-failed")]);
    const [page] = await pagesFrom(opened(tools).syncOrders({}));
    expect(page?.records).toHaveLength(2);
    expect(page?.unreadable).toMatchObject([{ remoteId: "473", reason: "total: is no decimal amount" }]);
  });

  test("a run taken up at any checkpoint reads the rest and nothing twice", async () => {
    const live = rows("list-per_page-100-page-1");
    const { tools } = aStoreOfOrders(live, rows("list-status-trash"));
    const store = opened(tools);
    const whole = await pagesFrom(store.syncOrders({ pageSize: 30 }));
    const idsOf = (pages: Page<Order>[]) => pages.flatMap((page) => page.records.map(({ record }) => record.remoteId));
    for (const [index, { checkpoint }] of whole.entries()) {
      const stored = z
        .record(z.string(), z.union([z.string(), z.number()]))
        .parse(JSON.parse(JSON.stringify(checkpoint)));
      const rest = await pagesFrom(store.syncOrders({ pageSize: 30 }, stored));
      expect(idsOf(rest)).toEqual(idsOf(whole.slice(index + 1)));
    }
  });

  test("the raw reply of the store is kept beside each order", async () => {
    const { tools } = aStoreOfOrders([order("single-meta-odd")]);
    const [page] = await pagesFrom(opened(tools).syncOrders({}));
    expect(JSON.parse(page?.records[0]?.raw ?? "")).toEqual(order("single-meta-odd"));
  });
});

describe.skipIf(RECORDINGS === null)("reading orders again", () => {
  const answers: Record<string, Answer> =
    RECORDINGS === null
      ? {}
      : {
          "orders/435": recording("orders/single-trash"),
          "orders/162": recording("behaviour/custom-status-after-plugin-removed-single"),
          "orders/99999999": recording("errors/404-order-unknown"),
          "orders/13": recording("errors/404-order-id-is-a-product"),
          "orders/474": recording("orders/single-checkout-draft"),
        };
  const script = ({ path, query }: Asked) =>
    answers[path] ?? listOf([order("single-guest"), order("single-failed")], query);

  test("many are read with one request, those that no list shows singly", async () => {
    const { tools, lines } = scriptedStore(script);
    const found = await opened(tools).again.orders(["472", "415", "435", "162", "99999999", "13", "474"]);
    expect([...found].map(([id, news]) => [id, "record" in news ? news.record.remoteStatus : news])).toEqual([
      ["415", "failed"],
      ["472", "on-hold"],
      ["435", "trash"],
      ["162", "shipped"],
      ["99999999", { gone: true }],
      ["13", { gone: true }],
      ["474", { gone: true }],
    ]);
    expect(lines()).toHaveLength(6);
  });

  test("an id that is no number is gone without a request", async () => {
    const { tools, asked } = scriptedStore(script);
    expect((await opened(tools).again.orders(["../settings"])).get("../settings")).toEqual({ gone: true });
    expect(asked).toEqual([]);
  });

  test.each(["errors/404-namespace", "errors/404-no-route"])(
    "%s is a lost route, not a deleted order",
    async (name) => {
      const { tools } = scriptedStore(() => recording(name));
      await expect(opened(tools).again.orders(["472"])).rejects.toMatchObject({
        kind: "unreachable",
        details: { code: "route_missing" },
      });
    },
  );
});

test("a web server's own 404 is a lost route too", async () => {
  const { tools } = scriptedStore(() => ({ status: 404, body: "<html>Not Found</html>" }));
  await expect(opened(tools).again.orders(["472"])).rejects.toMatchObject({
    kind: "unreachable",
    details: { code: "route_missing" },
  });
});

describe.skipIf(RECORDINGS === null)("writing a status", () => {
  const shipped = { status: "DELIVERED", remoteStatus: "completed" } as const;
  const version = (remoteStatus: string) => ({ remoteStatus, modifiedAt: "2026-11-20T21:37:23Z" });

  function aStore(before: unknown, answer: Answer = ok(before)) {
    return scriptedStore(({ request }) => (request.method === "GET" ? ok(before) : answer));
  }

  test("the status alone is sent, and what the store shows then comes back", async () => {
    const { tools, asked } = aStore(order("single-on-hold"), recording("writes/order-update-status"));
    const written = await opened(tools).updateOrderStatus("472", shipped, version("on-hold"));
    expect(written).toMatchObject({ outcome: "written", after: { record: { remoteStatus: "completed" } } });
    expect(asked.map(({ request, path, body }) => [request.method, path, body])).toEqual([
      ["GET", "orders/472", undefined],
      ["PUT", "orders/472", { status: "completed" }],
    ]);
  });

  test.each([
    ["the store moved on", "single-on-hold", "processing"],
    ["the store shows it already", "single-fee-positive", "completed"],
    ["the order lies in the trash", "single-trash", "trash"],
  ])("F32 nothing is written where %s", async (_, name, seen) => {
    const { tools, asked } = aStore(order(name));
    const written = await opened(tools).updateOrderStatus("472", shipped, version(seen));
    expect(written).toMatchObject({ outcome: "skipped", after: { record: { remoteStatus: order(name).status } } });
    expect(asked).toHaveLength(1);
  });

  test("a status that the store does not know is refused with its own sentence", async () => {
    const { tools } = aStore(order("single-on-hold"), recording("errors/400-order-status-invalid"));
    const write = opened(tools).updateOrderStatus(
      "472",
      { status: "SHIPPED", remoteStatus: "wc-shipped" },
      version("on-hold"),
    );
    await expect(write).rejects.toMatchObject({ kind: "refused" });
    await expect(write).rejects.toThrow(/status is not one of auto-draft, pending, processing/);
  });

  test.each([
    ["errors/400-put-unknown-order", "missing", "missing"],
    ["errors/500-php-fatal-after-the-order-was-saved", "unreachable", "server_error"],
    ["errors/504-nginx-timeout-while-php-goes-on", "unreachable", "server_error"],
    ["errors/401-read-only-key-batch", "refused", "key_read_only"],
  ])("%s on the write is %s", async (name, kind, code) => {
    const { tools } = aStore(order("single-on-hold"), recording(name));
    const write = opened(tools).updateOrderStatus("472", shipped, version("on-hold"));
    await expect(write).rejects.toMatchObject({ kind, details: { code } });
  });

  test("a time-out goes through as it is: the order may be written all the same", async () => {
    const { tools } = scriptedStore(({ request }) => {
      if (request.method === "GET") return ok(order("single-on-hold"));
      throw new HubError("unreachable", "no answer", { code: "timeout" });
    });
    const write = opened(tools).updateOrderStatus("472", shipped, version("on-hold"));
    await expect(write).rejects.toMatchObject({ kind: "unreachable", details: { code: "timeout" } });
  });

  test("a connection that is read only writes nothing", async () => {
    const { tools, lines } = aStore(order("single-on-hold"));
    const write = woocommerce
      .open(aConnection({ readOnly: true }), tools)
      .updateOrderStatus("472", shipped, version("on-hold"));
    await expect(write).rejects.toMatchObject({ kind: "refused", details: { code: "connection_read_only" } });
    expect(lines()).toEqual(["GET orders/472"]);
  });

  test("an unknown order is missing", async () => {
    const { tools } = scriptedStore(() => wooError(404, "woocommerce_rest_shop_order_invalid_id", "Invalid ID."));
    await expect(opened(tools).updateOrderStatus("1", shipped, version("on-hold"))).rejects.toMatchObject({
      kind: "missing",
    });
  });
});
