import { describe, expect, test } from "vitest";
import { z } from "zod";
import { RECORDINGS, recording } from "./fixtures/recordings.ts";
import { aConnection, listOf, scriptedStore } from "./fixtures/scripted-store.ts";
import { woocommerce } from "./index.ts";

describe.skipIf(RECORDINGS === null)("WOO-65 customers", () => {
  const rows = () => z.array(z.unknown()).parse(recording("customers/list-per_page-100").body);

  test("all roles are read, by id", async () => {
    const { tools, asked } = scriptedStore(({ query }) => listOf(rows(), query));
    const pages = await Array.fromAsync(woocommerce.open(aConnection(), tools).customers?.sync({ pageSize: 15 }) ?? []);
    expect(pages.flatMap(({ records }) => records)).toHaveLength(rows().length);
    expect(asked.every(({ query }) => query.role === "all" && query.orderby === "id")).toBe(true);
  });

  test("some are read again, those that are gone are gone", async () => {
    const { tools } = scriptedStore(({ path, query }) => {
      if (path === "customers/1") return recording("errors/200-customer-admin-by-id");
      return path === "customers" ? listOf(rows(), query) : recording("errors/404-customer-unknown");
    });
    const found = await woocommerce.open(aConnection(), tools).again.customers?.(["4", "1", "99999999"]);
    expect(found?.get("4")).toMatchObject({ record: { email: "customer3@example.com" } });
    expect(found?.get("1")).toMatchObject({ record: { username: "storeadmin" } });
    expect(found?.get("99999999")).toEqual({ gone: true });
  });
});
