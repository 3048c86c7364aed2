// The catalogue in bulk: rows that are wrong do not stop the others, and what was given out comes back as it was.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AskedHub, startAskedHub } from "./support/asked-hub.ts";
import { exportOf, finished, sendBulk } from "./support/bulk-requests.ts";

let hub: AskedHub;
beforeAll(async () => {
  hub = await startAskedHub();
});
afterAll(() => hub?.close());

const productOf = async (sku: string) => {
  const { products } = await hub.ask("GET", `/products?sku=${encodeURIComponent(sku)}`);
  return hub.ask("GET", `/products/${products[0].id}`);
};

describe("rows of JSON", () => {
  test("make what is not there and change what is, by SKU", async () => {
    const first = await sendBulk(hub, [
      { sku: "J-1", name: "One", price: "1.10", tags: ["a"] },
      { sku: "J-2", name: "Two", variants: [{ sku: "J-2-S", options: { Size: "S" } }] },
    ]);
    expect(first).toMatchObject({ state: "done", total: 2, seen: 2, created: 2, updated: 0, unchanged: 0, failed: 0 });
    const second = await sendBulk(hub, {
      products: [
        { sku: "J-1", price: "1.20" },
        { sku: "J-2", name: "Two", variants: [{ sku: "J-2-S" }] },
        { sku: "J-3", name: "Three" },
        { sku: "J-2-M", parent_sku: "J-2" },
      ],
    });
    expect(second).toMatchObject({ total: 4, created: 2, updated: 1, unchanged: 1, failed: 0 });
    expect(await productOf("J-1")).toMatchObject({ name: "One", prices: { price: "1.20" }, tags: ["a"], version: 2 });
    expect((await productOf("J-2")).variants).toMatchObject([{ sku: "J-2-S" }, { sku: "J-2-M" }]);
  });

  test("say what became of each, and why", async () => {
    await hub.ask("PUT", "/attributes/COLOR", { type: "select", options: ["Red"] });
    const run = await sendBulk(hub, [
      { sku: "E-1", name: "Good" },
      { sku: "E-2" },
      { name: "No SKU" },
      { sku: "E-4", name: "Bad price", prices: { price: "1,50" } },
      { sku: "E-5", name: "Unknown field", colour: "red" },
      { sku: "E-6", name: "Bad colour", attributes: { COLOR: "Mauve" } },
      { sku: "E-7", name: "No parent", parent_sku: "NOBODY" },
      { sku: "E-8", name: "Bad variant", variants: [{ sku: "E-8-S", weight: "heavy" }] },
      "not an object",
      null,
      { sku: "E-11", name: "Nul \u0000" },
      { sku: "E-12", name: "Half \ud800" },
      { sku: "E-13", name: "Also good" },
    ]);
    expect(run).toMatchObject({ state: "done", total: 13, seen: 13, created: 2, failed: 11 });
    const { errors } = await hub.ask("GET", `/products/bulk/${run.id}`);
    expect(errors.map(({ row, sku, field }: Record<string, unknown>) => [row, sku, field])).toEqual([
      [2, "E-2", "name"],
      [3, null, "sku"],
      [4, "E-4", "prices.price"],
      [5, "E-5", "colour"],
      [6, "E-6", "attributes.COLOR"],
      [7, "E-7", "parent_sku"],
      [8, "E-8", "variants.0.weight"],
      [9, null, null],
      [10, null, null],
      [11, "E-11", "name"],
      [12, "E-12", "name"],
    ]);
    for (const { message } of errors) expect(message).toMatch(/\w+ \w+/);
    const { rows } = await hub.ask("GET", `/products/bulk/${run.id}/rows?limit=1`);
    expect(rows).toEqual([
      { row: 1, sku: "E-1", outcome: "created", product_id: expect.any(Number), message: null, field: null },
    ]);
  });

  test("of the same SKU follow one another, and a variant stays with its product", async () => {
    const run = await sendBulk(hub, [
      { sku: "S-1", name: "First", price: 1 },
      { sku: "S-1", name: "Second", tags: ["x"] },
      { sku: "S-1", name: "Second" },
      { sku: "S-1-V", parent_sku: "S-1" },
      { sku: "S-2", name: "Other" },
      { sku: "S-1-V", parent_sku: "S-2" },
      { sku: "S-2", parent_sku: "S-1" },
      { sku: "S-3", parent_sku: "S-1-V" },
    ]);
    expect(run).toMatchObject({ created: 3, updated: 1, unchanged: 1, failed: 3 });
    const product = await productOf("S-1");
    expect(product).toMatchObject({ name: "Second", prices: { price: "1" }, tags: ["x"], version: 1 });
    const { history } = await hub.ask("GET", `/products/${product.id}/history`);
    expect(history).toMatchObject([
      { sku: "S-1-V", source: "bulk" },
      { sku: "S-1", source: "bulk" },
    ]);
  });

  test.each([
    ["{}", "application/json"],
    ["null", "application/json"],
    ["[]", "application/json"],
    ['{"products": []}', "application/json"],
    ['{"products": {}}', "application/json"],
    ["[{]", "application/json"],
    ["", "application/json"],
    [`[${"[".repeat(100_000)}${"]".repeat(100_000)}]`, "application/json"],
    [JSON.stringify(Array.from({ length: 20_001 }, () => 1)), "application/json"],
    ["", "text/csv"],
    ["sku,name\r\n", "text/csv"],
    ["name\r\nA\r\n", "text/csv"],
    ["sku,colour\r\nA,red\r\n", "text/csv"],
    ["sku,name,name\r\nA,a,b\r\n", "text/csv"],
    ['sku,name\r\n"A,a\r\n', "text/csv"],
    [Buffer.from("sku,name\r\nA,M\xfchle\r\n", "latin1"), "text/csv"],
    [Buffer.from('[{"sku":"\xfc"}]', "latin1"), "application/json"],
  ])("%.20s as %s is refused as a whole", async (body, type) => {
    const reply = await sendRaw(body, type);
    expect(reply.status).toBe(400);
    const problem: { issues: { field: string }[] } = JSON.parse(await reply.text());
    expect(problem.issues[0]?.field).toEqual(expect.any(String));
  });

  test("that are more than can be taken, or neither JSON nor CSV, are refused", async () => {
    expect((await sendRaw(Buffer.alloc(50 * 1024 * 1024 + 1, " "), "application/json")).status).toBe(413);
    expect((await sendRaw("<products/>", "application/xml")).status).toBe(415);
  });

  function sendRaw(body: string | Buffer, type: string) {
    return fetch(`${hub.url}/api/v1/products/bulk`, {
      method: "POST",
      headers: { authorization: `Bearer ${hub.token}`, "content-type": type },
      body: typeof body === "string" ? body : new Uint8Array(body),
    });
  }
});

describe("rows of CSV", () => {
  test("are read by their columns, whichever there are", async () => {
    const run = await sendBulk(
      hub,
      [
        "sku,name,price,price:wholesalePrice,attribute:COLOR2,attribute:Depth:number,attribute:Boxed:boolean,attribute:Sizes:list,categories,tags,images",
        'C-1,"Mug, ""blue""",19.90,9.5,Blue,-4.5,TRUE,S | M,Home > Kitchen | Gifts,a | b,https://example.com/a.jpg | https://example.com/b.jpg',
        "C-2,Plain,,,,,,,,,",
        "",
      ].join("\r\n"),
    );
    expect(run).toMatchObject({ created: 2, failed: 0 });
    expect(await productOf("C-1")).toMatchObject({
      name: 'Mug, "blue"',
      prices: { price: "19.90", wholesalePrice: "9.5" },
      attributes: { COLOR2: "Blue", Depth: -4.5, Boxed: true, Sizes: ["S", "M"] },
      categories: [["Home", "Kitchen"], ["Gifts"]],
      tags: ["a", "b"],
      images: [{ src: "https://example.com/a.jpg" }, { src: "https://example.com/b.jpg" }],
    });
    expect(await productOf("C-2")).toMatchObject({ prices: {}, attributes: {}, categories: [], images: [] });
  });

  test("with an empty cell take a value away, without a column leave it alone", async () => {
    await sendBulk(hub, [
      { sku: "K-1", name: "Kept", description: "Long", prices: { price: 5, cost: 2 }, attributes: { A: "a", B: "b" } },
    ]);
    const run = await sendBulk(hub, "sku,description,price:cost,attribute:A\nK-1,,,\n");
    expect(run).toMatchObject({ updated: 1 });
    const { description, name, prices, attributes } = await productOf("K-1");
    expect({ description, name, prices, attributes }).toEqual({
      description: "",
      name: "Kept",
      prices: { price: "5" },
      attributes: { B: "b" },
    });
  });

  test("may be separated by semicolons, and take their types from the attributes' descriptions", async () => {
    await hub.ask("PUT", "/attributes/Volume", { type: "number" });
    await hub.ask("PUT", "/attributes/Fits", { type: "multiselect", options: ["A", "B"] });
    const run = await sendBulk(
      hub,
      "\ufeffsku;name;attribute:Volume;attribute:Fits\nD-1;Mühle;2.5;A | B\nD-2;Two;much;A\n",
    );
    expect(run).toMatchObject({ created: 1, failed: 1 });
    expect(await productOf("D-1")).toMatchObject({ name: "Mühle", attributes: { Volume: 2.5, Fits: ["A", "B"] } });
    expect((await hub.ask("GET", `/products/bulk/${run.id}`)).errors).toEqual([
      { row: 2, sku: "D-2", field: "attribute:Volume", message: "must be a number" },
    ]);
  });

  test("say in which column they are wrong", async () => {
    const run = await sendBulk(
      hub,
      [
        "sku,name,price:price,length,images,attribute:N:number",
        "W-1,A,cheap,,,",
        "W-2,A,,long,,",
        "W-3,A,,,nowhere,",
        "W-4,A,,,,many",
        "W-5,A,,,",
        "W-6,,,,,",
      ].join("\n"),
    );
    const { errors } = await hub.ask("GET", `/products/bulk/${run.id}`);
    expect(errors.map(({ sku, field }: Record<string, unknown>) => [sku, field])).toEqual([
      ["W-1", "price:price"],
      ["W-2", "length"],
      ["W-3", "images"],
      ["W-4", "attribute:N"],
      ["W-5", null],
      ["W-6", "name"],
    ]);
  });
});

describe("an export", () => {
  test("is guarded against formulas, and the guard goes when it comes back", async () => {
    const nasty = ["=1+1", "+49 30 1", "-x", "@SUM(A1)", "'=1", "''@", "-5", "'quoted'"];
    await sendBulk(
      hub,
      nasty.map((name, at) => ({ sku: `F-${at}`, name, tags: ["formula"], attributes: { Note: name } })),
    );
    const csv = await exportOf(hub, "csv", "&tag=formula");
    const names = csv
      .split("\r\n")
      .slice(1, -1)
      .map((line) => line.split(",")[2]);
    expect(names).toEqual(["'=1+1", "'+49 30 1", "'-x", "'@SUM(A1)", "''=1", "'''@", "-5", "'quoted'"]);
    expect(await sendBulk(hub, csv)).toMatchObject({ unchanged: nasty.length, updated: 0, failed: 0 });
  });

  test("has its columns in one order, also where there is nothing", async () => {
    const [header, ...lines] = (await exportOf(hub, "csv", "&tag=nothing")).split("\r\n");
    expect(header?.replace("\ufeff", "")).toBe(
      "sku,parent_sku,name,description,short_description,status,stock_status,categories,tags,weight,length,width,height," +
        "images,image_alts,image_names,price:price,price:sale_price",
    );
    expect(lines).toEqual([""]);
    expect(JSON.parse(await exportOf(hub, "json", "&tag=nothing"))).toEqual({ products: [] });
  });

  test("of a variant alone names its product", async () => {
    await sendBulk(hub, [{ sku: "P-1", name: "P", variants: [{ sku: "P-1-V" }] }]);
    expect((await exportOf(hub, "csv", "&sku=P-1-V")).split("\r\n")[1]).toMatch(/^P-1-V,P-1,/);
    expect(JSON.parse(await exportOf(hub, "json", "&sku=P-1-V")).products).toMatchObject([
      { sku: "P-1-V", parent_sku: "P-1" },
    ]);
    expect(await sendBulk(hub, await exportOf(hub, "json", "&sku=P-1-V"))).toMatchObject({ unchanged: 1 });
  });
});

test("the progress of a run can be watched until it ends", async () => {
  const rows = Array.from({ length: 1_500 }, (_, at) => ({ sku: `L-${at}`, name: `Live ${at}` }));
  const { run } = await hub.ask("POST", "/products/bulk", rows, 202);
  expect(run).toMatchObject({ total: 1_500, seen: 0 });
  const reply = await fetch(`${hub.url}/api/v1/products/bulk/${run.id}/events`, {
    headers: { authorization: `Bearer ${hub.token}` },
  });
  expect(reply.headers.get("content-type")).toContain("text/event-stream");
  const events = (await reply.text()).trim().split("\n\n").map(toEvent);
  expect(events.at(-1)).toMatchObject({ name: "end", run: { state: "done", seen: 1_500, created: 1_500 } });
  const seen = events.map((event) => event.run.seen);
  expect(seen).toEqual([...seen].sort((one, other) => one - other));
  expect((await finished(hub, run.id)).finished_at).toEqual(expect.any(String));
});

function toEvent(text: string): { name: string | undefined; run: { seen: number } } {
  const [, name] = /^event: (\w+)$/m.exec(text) ?? [];
  return { name, ...JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? "{}") };
}

test("who watches does not keep the hub from stopping", async () => {
  const other = await startAskedHub({ role: "api" });
  const rows = Array.from({ length: 150 }, (_, at) => ({ sku: `N-${at}`, name: "Nobody works" }));
  const { run } = await other.ask("POST", "/products/bulk", rows, 202);
  const watched = await fetch(`${other.url}/api/v1/products/bulk/${run.id}/events`, {
    headers: { authorization: `Bearer ${other.token}` },
  });
  const text = watched.text();
  await other.close();
  expect(toEvent((await text).trim())).toMatchObject({ name: "progress", run: { seen: 0, total: 150 } });
});
