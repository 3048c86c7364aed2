// Export and import mappings of the PixelPim dialect: documented shapes, one active per connection and kind.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MOMENT, PIM, type PimHub, startPimHub } from "./support/pim-hub.ts";

let hub: PimHub;
let connection: number;
let other: number;

beforeAll(async () => {
  hub = await startPimHub();
  ({ id: connection } = await hub.connected());
  ({ id: other } = await hub.connected());
});
afterAll(() => hub?.close());

const EXPORT = {
  selectedFields: ["name", "sku", "description", "price", "images", "COLOR", "Dimension"],
  fieldMappings: { price: "regular_price", COLOR: "pa_color", Dimension: "pa_dimension" },
};
const IMPORT = {
  attributeMappings: { pa_width: "width", pa_height: "height", pa_color: "color" },
  fieldMappings: { regular_price: "price", sale_price: "salePrice" },
};
const kinds = [
  ["export", EXPORT, { selectedFields: ["name", "sku", "price"], fieldMappings: { price: "sale_price" } }],
  [
    "import",
    IMPORT,
    { attributeMappings: { pa_color: "product_color" }, fieldMappings: { regular_price: "basePrice" } },
  ],
] as const;

describe.each(kinds)("%s mappings", (kind, body, patch) => {
  const of = (id: number) => `/connections/${id}/${kind}-mappings`;
  const make = (id = connection, more: object = {}) =>
    hub.pim("POST", of(id), { connectionId: id, ...body, ...more }, 201);
  const single = (id: number | string) => `/connections/${kind}-mappings/${id}`;

  test("before there is one, the active one is null and the list empty", async () => {
    const fresh = (await hub.connected()).id;
    const reply = await hub.call("GET", `${PIM}${of(fresh)}/active`);
    expect([reply.status, reply.body, reply.headers.get("content-type")]).toEqual([
      200,
      null,
      expect.stringContaining("application/json"),
    ]);
    expect(await hub.pim("GET", of(fresh))).toEqual([]);
  });

  test("create answers 201 in the documented shape", async () => {
    expect(await make()).toEqual({
      id: expect.any(Number),
      connectionId: connection,
      ...body,
      isActive: true,
      createdAt: MOMENT,
      updatedAt: MOMENT,
    });
  });

  test("a new one takes over", async () => {
    const first = await make();
    const second = await make();
    expect(await hub.pim("GET", `${of(connection)}/active`)).toEqual(second);
    const list = await hub.pim("GET", of(connection));
    expect(list.filter((each: { isActive: boolean }) => each.isActive)).toEqual([second]);
    expect(list).toContainEqual(expect.objectContaining({ id: first.id, isActive: false }));
  });

  test("activating one deactivates the others of this connection, not of another", async () => {
    const elsewhere = await make(other);
    const [first] = [await make(), await make()];
    expect(await hub.pim("PUT", single(first.id), { isActive: true })).toMatchObject({ isActive: true });
    expect(await hub.pim("GET", `${of(connection)}/active`)).toMatchObject({ id: first.id });
    expect(await hub.pim("GET", `${of(other)}/active`)).toMatchObject({ id: elsewhere.id });
    await hub.pim("PUT", single(first.id), { isActive: false });
    expect(await hub.pim("GET", `${of(connection)}/active`)).toBeNull();
  });

  test("of many that are activated at once, one is", async () => {
    const made = [await make(), await make(), await make()];
    await Promise.all([...made, ...made].map(({ id }) => hub.pim("PUT", single(id), { isActive: true })));
    await Promise.all([make(), make(), make()]);
    const active = (await hub.pim("GET", of(connection))).filter((each: { isActive: boolean }) => each.isActive);
    expect(active).toHaveLength(1);
  });

  test("update replaces what is given and keeps the rest", async () => {
    const made = await make();
    expect(await hub.pim("PUT", single(made.id), patch)).toEqual({ ...made, ...patch, updatedAt: MOMENT });
    expect(await hub.pim("PUT", single(made.id), { ...made, fieldMappings: {} })).toMatchObject({ fieldMappings: {} });
  });

  test("delete answers 204, then 404", async () => {
    const { id } = await make();
    await hub.pim("DELETE", single(id), undefined, 204);
    for (const method of ["PUT", "DELETE"]) {
      expect(await hub.pim(method, single(id), method === "PUT" ? {} : undefined, 404)).toEqual({
        statusCode: 404,
        message: "Mapping not found",
        error: "Not Found",
      });
    }
  });

  test("the path says which connection, a body that says another is warned of", async () => {
    const reply = await hub.call("POST", PIM + of(connection), { ...body, connectionId: other });
    expect(reply).toMatchObject({ status: 201, body: { connectionId: connection } });
    expect(reply.headers.get("warning")).toContain(String(other));
    const agreed = await hub.call("POST", PIM + of(connection), { ...body, connectionId: connection });
    expect(agreed.headers.get("warning")).toBeNull();
  });

  test("an unknown connection is 404", async () => {
    for (const id of ["2000000000", "99999999999", "0", "-1", "abc", "1.5"]) {
      const reply = await hub.pim("POST", `/connections/${id}/${kind}-mappings`, body, 404);
      expect(reply).toMatchObject({ statusCode: 404, message: "Connection not found" });
    }
  });

  test.each([
    [{ fieldMappings: { price: 5 } }],
    [{ fieldMappings: [] }],
    [{ fieldMappings: { price: "" } }],
    [{ fieldMappings: { "a\u0000b": "name" } }],
    [{ selectedFields: "name,sku" }],
    [{ attributeMappings: "pa_color" }],
    [{ connectionId: "one" }],
    [{ extra: true }],
  ])("%j is refused", async (change) => {
    const reply = await hub.pim("POST", of(connection), { ...body, ...change }, 400);
    expect(reply).toEqual({ statusCode: 400, message: expect.any(String), error: "Bad Request" });
  });
});

test.each([[["sku", "price"]], [["name"]], [[]]])("selected fields %j need name and SKU", async (selectedFields) => {
  const refused = {
    statusCode: 400,
    message: 'Export mapping must include "name" and "sku" fields',
    error: "Bad Request",
  };
  expect(await hub.pim("POST", `/connections/${connection}/export-mappings`, { selectedFields }, 400)).toEqual(refused);
  const { id } = await hub.pim("POST", `/connections/${connection}/export-mappings`, EXPORT, 201);
  expect(await hub.pim("PUT", `/connections/export-mappings/${id}`, { selectedFields }, 400)).toEqual(refused);
});

test("attribute mappings are needed, field mappings are not", async () => {
  await hub.pim("POST", `/connections/${connection}/import-mappings`, { fieldMappings: {} }, 400);
  const reply = await hub.pim("POST", `/connections/${connection}/import-mappings`, { attributeMappings: {} }, 201);
  expect(reply).toMatchObject({ attributeMappings: {}, fieldMappings: {} });
});

test("an export mapping's number is no import mapping's", async () => {
  const { id } = await hub.pim("POST", `/connections/${other}/export-mappings`, EXPORT, 201);
  await hub.pim("DELETE", `/connections/import-mappings/${id + 1000}`, undefined, 404);
  expect(await hub.pim("GET", `/connections/${other}/export-mappings/active`)).toMatchObject({ id });
});
