// The store's catalogue read in pages, and single listings as they are stored.
import { describe, expect, test } from "vitest";
import type { ListingState } from "../../../connector-kit/catalogue.ts";
import type { Page } from "../../../connector-kit/contract.ts";
import { aCatalogue } from "../fixtures/catalogue.ts";
import { jsonFile, RECORDINGS, recordingsIn } from "../fixtures/recordings.ts";
import { toListingState } from "./listing-state.ts";
import { listingSchema, toRow } from "./rows.ts";

async function recordsOf(pages: AsyncIterable<Page<ListingState>>): Promise<ListingState[]> {
  const all: ListingState[] = [];
  for await (const { records, unreadable } of pages) {
    expect(unreadable).toEqual([]);
    all.push(...records.map(({ record }) => record));
  }
  return all;
}

describe("reading", () => {
  test("gives every product with its variations behind it, once", async () => {
    const { shop, catalogue } = await aCatalogue({ products: 130 });
    const records = await recordsOf(catalogue.read({}));
    expect(new Set(records.map(({ remoteId }) => Number(remoteId)))).toEqual(
      new Set(shop.control.products().map(({ id }) => id)),
    );
    expect(records).toHaveLength(shop.control.products().length);
    for (const [index, { kind, parentRemoteId }] of records.entries()) {
      if (kind === "variant")
        expect([records[index - 1]?.remoteId, records[index - 1]?.parentRemoteId]).toContain(parentRemoteId);
    }
  });

  test("can be taken up again at every page, named or not", async () => {
    const { shop, catalogue } = await aCatalogue({ products: 130 });
    const remoteIds = shop.control
      .products()
      .filter(({ type }) => type === "simple")
      .map(({ id }) => String(id));
    for (const filter of [{}, { remoteIds }]) {
      const pages = await Array.fromAsync(catalogue.read(filter));
      const all = pages.flatMap(({ records }) => records.map(({ record }) => record.remoteId));
      for (const [index, { checkpoint }] of pages.entries()) {
        const seen = pages.slice(0, index + 1).flatMap(({ records }) => records.map(({ record }) => record.remoteId));
        const rest = await recordsOf(catalogue.read(filter, checkpoint));
        expect([...seen, ...rest.map(({ remoteId }) => remoteId)]).toEqual(all);
      }
      expect(pages.length).toBeGreaterThan(1);
    }
  });

  test("named ids bring their variations, and what is gone is not there", async () => {
    const { shop, catalogue } = await aCatalogue();
    const [parent] = shop.control.products().filter(({ type }) => type === "variable");
    const records = await recordsOf(catalogue.read({ remoteIds: ["424242", String(parent?.id)] }));
    expect(records.map(({ kind }) => kind)).toEqual(["product", "variant", "variant", "variant", "variant"]);
    expect(records[1]?.variantOptions).toMatchObject({ pa_color: "Red", pa_size: "S" });
  });

  test("shows texts as they are stored, not as a reader sees them", async () => {
    const { shop, catalogue } = await aCatalogue();
    const { id } = await shop.control.createProduct({
      name: "A & B",
      sku: "A",
      description: "One\n\nTwo",
      short_description: "S",
    });
    const remoteId = String(id);
    expect(shop.control.product(Number(id)).description).toBe("<p>One</p>\n<p>Two</p>\n");
    expect((await catalogue.show([{ remoteId, parentRemoteId: null }])).get(remoteId)).toMatchObject({
      fields: { name: "A & B", description: "One\n\nTwo", short_description: "S" },
    });
  });

  test("shows a variation by whichever way it is asked for, and what is gone as gone", async () => {
    const { shop, catalogue } = await aCatalogue();
    const [variation] = shop.control.products().filter(({ type }) => type === "variation");
    const remoteId = String(variation?.id);
    const parentRemoteId = String(variation?.parent_id);
    const alone = (await catalogue.show([{ remoteId, parentRemoteId: null }])).get(remoteId);
    expect(alone).toMatchObject({ kind: "variant", parentRemoteId });
    expect((await catalogue.show([{ remoteId, parentRemoteId }])).get(remoteId)).toEqual(alone);
    expect((await catalogue.show([{ remoteId: "424242", parentRemoteId }])).get("424242")).toEqual({ gone: true });
  });
});

describe.skipIf(RECORDINGS === null)("recorded products", () => {
  const recorded = recordingsIn("products").flatMap(([name, { body, status }]) => {
    const rows: unknown[] = status !== 200 ? [] : Array.isArray(body) ? body : [body];
    return rows.filter((row) => listingSchema.safeParse(row).success).map((row) => [name, row] as const);
  });

  test("are all understood", () => {
    expect(recorded.length).toBeGreaterThan(100);
    for (const [, row] of recorded) expect(toListingState(toRow(row)).raw).toBe(JSON.stringify(row));
  });

  test("show their own attributes by name and shared ones by slug", () => {
    const { body } = Object(jsonFile("products/single-variable-custom-attribute.json"));
    expect(toListingState(toRow(body)).attributes).toMatchObject([
      { target: "Wood / Holz", options: ["Oak", "Walnut (dark)", "Ölbaum"], forVariants: true },
      { target: "Engraving" },
    ]);
    const { body: socks } = Object(jsonFile("products/single-attributes-nonvariation.json"));
    expect(toListingState(toRow(socks)).attributes).toMatchObject([
      { target: "pa_size" },
      { target: "pa_material", options: ["Recycled PET", "Wool (100%)"] },
    ]);
  });
});
