// F14: one product that a plugin has bent out of shape does not stop the others.
import { expect, test } from "vitest";
import { z } from "zod";
import { aWrite } from "../fixtures/catalogue.ts";
import { type Answer, type Asked, aConnection, listOf, ok, scriptedStore } from "../fixtures/scripted-store.ts";
import { woocommerce } from "../index.ts";

const good = (id: number) => ({
  id,
  type: "simple",
  status: "publish",
  name: `P${id}`,
  sku: `P-${id}`,
  weight: "1",
  date_modified_gmt: "2026-11-20T10:00:00",
});
const rows = [good(1), good(2), { ...good(3), type: ["bent"] }, good(4)];

function answerTo({ path, query, body, request }: Asked): Answer {
  if (request.method === "POST") {
    const { update } = z.object({ update: z.array(z.looseObject({ id: z.number() })) }).parse(body);
    return ok({ update: update.map((one) => ({ ...good(one.id), ...one })) });
  }
  const id = Number(path.split("/")[1]);
  return id > 0 ? ok(rows.find((row) => row.id === id)) : listOf(path === "products" ? rows : [], query);
}

function aCatalogueOfFour() {
  const { catalogue } = woocommerce.open(aConnection(), scriptedStore(answerTo).tools);
  if (catalogue === undefined) throw new Error("the store has no catalogue");
  return catalogue;
}

test("F14 the others are written", async () => {
  const results = await aCatalogueOfFour().write(
    rows.map(({ id, sku }) => aWrite({ sku, weight: "2" }, { remoteId: String(id) })),
  );
  expect(results.map(({ outcome }) => outcome)).toEqual(["updated", "updated", "failed", "updated"]);
  expect(results[2]).toMatchObject({ code: "unexpected_shape", message: expect.stringContaining("type") });
});

test.each([{}, { remoteIds: ["1", "2", "3", "4"] }])("F14 the others are read: %o", async (filter) => {
  const pages = await Array.fromAsync(aCatalogueOfFour().read(filter));
  expect(pages.flatMap(({ records }) => records.map(({ record }) => record.remoteId))).toEqual(["1", "2", "4"]);
  expect(pages.flatMap(({ unreadable }) => unreadable)).toMatchObject([{ remoteId: "3" }]);
});

test("F14 the others are put back", async () => {
  const item = (remoteId: string) => ({
    key: remoteId,
    remoteId,
    parentRemoteId: null,
    before: '{"weight":"5"}',
    after: '{"weight":"1"}',
  });
  expect(await aCatalogueOfFour().putBack(["3", "4"].map(item))).toMatchObject([
    { outcome: "failed" },
    { outcome: "restored" },
  ]);
});
