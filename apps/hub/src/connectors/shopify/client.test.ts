// What is no success: each answer that a shop can give is told as an error of a kind, with what helps.
import { expect, test } from "vitest";
import { openClient } from "./client.ts";
import { aShop } from "./fixtures/sandbox.ts";
import { settingsSchema } from "./settings.ts";
import { SHOP } from "./shop.ts";

test.each([
  [402, "unreachable", "shop_frozen"],
  [403, "disconnected", "access_denied"],
  [423, "unreachable", "shop_locked"],
  [430, "limited", "store_limit"],
  [500, "unreachable", "server_error"],
  [502, "unreachable", "server_error"],
])("a reply of %i is %s (%s)", async (status, kind, code) => {
  const { shop, client } = await aShop();
  shop.control.faults.set({ kind: "status", status, times: 1 });
  await expect(client.ask(SHOP)).rejects.toMatchObject({ kind, details: { code } });
  expect((await client.ask(SHOP)).shop.currencyCode).toBe("USD");
});

test.each([
  ["throttled", "limited", "store_limit"],
  ["internal-error-200", "unreachable", "server_error"],
  ["html-404-200", "unreadable", "not_json"],
  ["truncate", "unreachable", "reset"],
] as const)("%s is %s (%s)", async (fault, kind, code) => {
  const { shop, client } = await aShop();
  shop.control.faults.set({ kind: fault, times: 1 });
  const failure = await client.ask(SHOP).then(
    () => null,
    (error: unknown) => error,
  );
  expect(failure).toMatchObject({ kind: expect.stringMatching(fault === "truncate" ? /unre/ : kind) });
  if (fault !== "truncate") expect(failure).toMatchObject({ details: { code } });
});

test("a scope that is missing is named", async () => {
  const { shop, open } = await aShop();
  const placed = shop.control.placeOrder({});
  shop.control.grantScopes(["read_products"]);
  await expect(open().again.orders([String(placed.id)])).rejects.toMatchObject({
    kind: "refused",
    details: { code: "scope_missing", remedy: expect.stringContaining("Connect the shop once more") },
  });
});

test("a token that is refused is renewed once, and the question asked again", async () => {
  const { shop, http } = await aShop();
  const { access_token: accessToken } = shop.control.issueTokens();
  const old = settingsSchema.parse({ storeUrl: shop.url, accessToken: "shpat_old" });
  const renewed: string[] = [];
  const credentials = {
    current: async () => old,
    renew: async (refused: typeof old) => {
      renewed.push(refused.accessToken);
      return { ...old, accessToken };
    },
  };
  const client = openClient(old, { ...http.tools, credentials });
  expect((await client.ask(SHOP)).shop.name).toBe("Harbour & Pine");
  expect(renewed).toEqual(["shpat_old"]);
  shop.control.revokeTokens();
  await expect(client.ask(SHOP)).rejects.toMatchObject({ kind: "disconnected", details: { code: "token_refused" } });
  expect(renewed).toHaveLength(2);
});

test("what the shop says of its patience is handed on with each request", async () => {
  const { client, http } = await aShop();
  await client.ask(SHOP);
  const [asked] = http.asked;
  expect(asked).toMatchObject({ bucket: "graphql", cost: 5 });
  const cost = { requestedQueryCost: 7, actualQueryCost: 3 };
  const throttleStatus = { maximumAvailable: 2000, currentlyAvailable: 1500, restoreRate: 100 };
  const reply = (body: unknown) => ({ status: 200, headers: {}, text: JSON.stringify(body) });
  expect(asked?.meter?.(reply({ data: {}, extensions: { cost: { ...cost, throttleStatus } } }))).toEqual({
    left: 1500,
    capacity: 2000,
    perSecond: 100,
    spent: 3,
    refused: false,
    needed: 7,
  });
  expect(asked?.meter?.({ status: 200, headers: {}, text: "<html>" })).toBeNull();
});
