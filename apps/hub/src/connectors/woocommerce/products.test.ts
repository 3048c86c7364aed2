import type { Product } from "@logix/model";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { Page } from "../../connector-kit/contract.ts";
import { RECORDINGS, recording } from "./fixtures/recordings.ts";
import { type Answer, type Asked, aConnection, listOf, scriptedStore } from "./fixtures/scripted-store.ts";
import { woocommerce } from "./index.ts";

function rows(name: string): unknown[] {
  const { body } = recording(`products/${name}`);
  return Array.isArray(body) ? body : [body];
}

const FAMILIES: Record<string, string> = {
  60: "variations-many-per_page-100",
  118: "variations-parent-stock",
  121: "variations-no-child-sku",
  133: "variations-disabled",
};

/** The recorded catalogue, with the variations of four of its products. */
function theCatalogue({ path, query }: Asked): Answer {
  const parent = /^products\/(\d+)\/variations$/.exec(path)?.[1];
  const family = parent === undefined ? undefined : FAMILIES[parent];
  if (parent !== undefined) return listOf(family === undefined || query.status === "trash" ? [] : rows(family), query);
  const single = {
    "products/68": "products/variation-as-product",
    "products/56": "products/single-trash",
    "products/99999999": "errors/404-product-unknown",
  }[path];
  if (single !== undefined) return recording(single);
  return listOf(rows(query.status === "trash" ? "list-status-trash" : "list-per_page-100-page-1"), query);
}

function opened(script = theCatalogue) {
  const { tools, asked, lines } = scriptedStore(script);
  return { store: woocommerce.open(aConnection(), tools), asked, lines };
}

function recordsOf(pages: readonly Page<Product>[]): Product[] {
  return pages.flatMap((page) => page.records.map(({ record }) => record));
}

describe.skipIf(RECORDINGS === null)("reading products", () => {
  test("each variation of a variable product is a record of its own", async () => {
    const products = recordsOf(await Array.fromAsync(opened().store.syncProducts({})));
    expect(products.filter(({ parentRemoteId }) => parentRemoteId === "60")).toHaveLength(
      rows(FAMILIES[60] ?? "").length,
    );
    expect(products.find(({ remoteId }) => remoteId === "68")).toMatchObject({
      kind: "variant",
      name: "Harbor T-Shirt - Navy Blue, M",
      sku: "TEE-H-NV-M",
    });
    expect(new Set(products.map(({ remoteId }) => remoteId)).size).toBe(products.length);
  });

  test("what lies in the trash comes archived", async () => {
    const products = recordsOf(await Array.fromAsync(opened().store.syncProducts({})));
    expect(products.filter(({ archived }) => archived).map(({ remoteId }) => remoteId)).toContain("56");
  });

  test("chosen SKUs are asked for with commas, without the trash and without families", async () => {
    const { store, lines } = opened(({ query }) => listOf(rows("list-sku-of-variation"), query));
    const products = recordsOf(await Array.fromAsync(store.syncProducts({ skus: ["TEE-H-NV-M", "POSTER/A3&FRAME"] })));
    expect(products).toMatchObject([{ remoteId: "68", kind: "variant", parentRemoteId: "60" }]);
    expect(lines()).toEqual([
      "GET products?sku=TEE-H-NV-M%2CPOSTER%2FA3%26FRAME&orderby=id&order=asc&per_page=100&offset=0",
    ]);
  });

  test("many SKUs do not make the address too long", async () => {
    const { store, asked } = opened(({ query }) => listOf([], query));
    await Array.fromAsync(
      store.syncProducts({
        skus: Array.from({ length: 95 }, (_, index) => `A-RATHER-LONG-STOCK-KEEPING-UNIT-${index}`),
      }),
    );
    expect(asked).toHaveLength(3);
    expect(Math.max(...asked.map(({ request }) => request.url.length))).toBeLessThan(2_500);
  });

  test("a family whose product vanishes meanwhile does not stop the page", async () => {
    const { store } = opened((asked) =>
      asked.path === "products/60/variations" ? recording("errors/404-product-unknown") : theCatalogue(asked),
    );
    expect(recordsOf(await Array.fromAsync(store.syncProducts({}))).some(({ remoteId }) => remoteId === "60")).toBe(
      true,
    );
  });
});

describe.skipIf(RECORDINGS === null)("reading products again", () => {
  test("a variable product brings its variations, a variation comes alone, what is gone is gone", async () => {
    const found = await opened().store.again.products(["118", "68", "56", "99999999", "13"]);
    const ids = [...found].map(([id, news]) => [
      id,
      Array.isArray(news)
        ? z
            .array(z.object({ record: z.object({ remoteId: z.string() }) }))
            .parse(news)
            .map(({ record }) => record.remoteId)
        : news,
    ]);
    expect(Object.fromEntries(ids)).toEqual({
      13: ["13"],
      56: ["56"],
      68: ["68"],
      118: ["118", "119", "120"],
      99999999: { gone: true },
    });
  });

  test("variations of a product in the trash lie there too", async () => {
    const [parent] = rows("single-variable-parent-stock");
    const trashed = { ...z.looseObject({}).parse(parent), status: "trash" };
    const { store, lines } = opened(({ path, query }) => {
      return path === "products/118"
        ? { status: 200, body: trashed }
        : listOf(query.status === "trash" ? rows("variations-parent-stock") : [], query);
    });
    expect((await store.again.products(["118"])).get("118")).toHaveLength(3);
    expect(lines()[1]).toContain("products/118/variations?status=trash");
  });

  test("a product that cannot be understood says so", async () => {
    const [good] = rows("single-virtual");
    const { store } = opened(({ query }) =>
      listOf([{ ...z.looseObject({}).parse(good), manage_stock: "sometimes" }], query),
    );
    expect((await store.again.products(["32", "33"].slice(0, 1))).get("32")).toMatchObject({
      reason: expect.any(String),
    });
  });
});
