// Attributes may be described: from then on their values are checked, by name.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type AskedHub, startAskedHub } from "./support/asked-hub.ts";

let hub: AskedHub;
beforeAll(async () => {
  hub = await startAskedHub();
});
afterAll(() => hub?.close());

test("a description is made, read, replaced and removed", async () => {
  const path = `/attributes/${encodeURIComponent("Größe / 尺寸")}`;
  await hub.ask("GET", path, undefined, 404);
  const made = await hub.ask("PUT", path, { type: "select", options: ["S", "M"] });
  expect(made).toMatchObject({ name: "Größe / 尺寸", type: "select", options: ["S", "M"], unit: null });
  await hub.ask("PUT", path, { type: "number", unit: "cm" });
  expect(await hub.ask("GET", path)).toMatchObject({ type: "number", unit: "cm", options: null });
  expect((await hub.ask("GET", "/attributes")).attributes).toMatchObject([{ name: "Größe / 尺寸" }]);
  await hub.ask("DELETE", path, undefined, 204);
  await hub.ask("DELETE", path, undefined, 404);
});

const TYPES: readonly (readonly [type: string, good: readonly unknown[], bad: readonly unknown[]])[] = [
  ["text", ["red", "7"], [7, true, ["red"]]],
  ["number", [7, 0.5, -1], ["7", true]],
  ["boolean", [true, false], ["true", 1]],
  ["date", ["2026-02-28"], ["2026-02-30", "28.2.2026", 2026]],
  ["select", ["Red"], ["red", ["Red"], 1]],
  ["multiselect", [["Red"], ["Red", "Blue"]], ["Red", ["Green"], [""]]],
];

test.each(TYPES)(
  "an attribute of type %s takes what fits and names itself where something does not",
  async (type, good, bad) => {
    const name = `A ${type}`;
    const isChoice = type.endsWith("select");
    await hub.ask("PUT", `/attributes/${encodeURIComponent(name)}`, {
      type,
      ...(isChoice && { options: ["Red", "Blue"] }),
    });
    const { id } = await hub.ask("POST", "/products", { sku: type, name: "A product" }, 201);
    for (const value of good) {
      const { attributes } = await hub.ask("PATCH", `/products/${id}`, { attributes: { [name]: value } });
      expect(attributes).toEqual({ [name]: value });
    }
    for (const value of bad) {
      const reply = await hub.call("PATCH", `/api/v1/products/${id}`, { attributes: { [name]: value } });
      expect(reply.status, JSON.stringify(value)).toBe(400);
      expect(reply.body.issues[0].field).toMatch(new RegExp(`^attributes\\.${name}`));
      const made = await hub.call("POST", "/api/v1/products", { sku: "X", name: "X", attributes: { [name]: value } });
      expect(made.status).toBe(400);
    }
    await hub.ask("PATCH", `/products/${id}`, { attributes: { [name]: null } });
  },
);

test("what is there already stays, and does not stop other changes", async () => {
  const { id } = await hub.ask("POST", "/products", { sku: "OLD", name: "Old", attributes: { Depth: "deep" } }, 201);
  await hub.ask("PUT", "/attributes/Depth", { type: "number" });
  await hub.ask("PATCH", `/products/${id}`, { name: "New", attributes: { Depth: "deep" } });
  await hub.ask("PATCH", `/products/${id}`, { attributes: { Depth: "deeper" } }, 400);
  expect(await hub.ask("GET", `/products/${id}`)).toMatchObject({ name: "New", attributes: { Depth: "deep" } });
});

test.each([
  [{}, "type"],
  [{ type: "colour" }, "type"],
  [{ type: "select" }, "options"],
  [{ type: "select", options: [] }, "options"],
  [{ type: "text", options: ["a"] }, "options"],
  [{ type: "select", options: [7] }, "options.0"],
  [{ type: "number", unit: 7 }, "unit"],
  [{ type: "text", colour: "red" }, "colour"],
])("the description %j names the field %s", async (body, field) => {
  const reply = await hub.call("PUT", "/api/v1/attributes/Size", body);
  expect(reply.status).toBe(400);
  expect(reply.body.issues.map((issue: { field: string }) => issue.field)).toContain(field);
});
