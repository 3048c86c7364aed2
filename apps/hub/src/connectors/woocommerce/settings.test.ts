import { describe, expect, test } from "vitest";
import { aConnection } from "./fixtures/scripted-store.ts";
import { addressOf, settingsSchema, storeAddress } from "./settings.ts";

const keys = { consumerKey: "ck_1", consumerSecret: "cs_1" };

describe("X28 one store has one address", () => {
  test.each([
    ["https://shop.example", "https://shop.example"],
    [" HTTPS://Shop.Example/ ", "https://shop.example"],
    ["shop.example", "https://shop.example"],
    ["https://shop.example:443/wp-json/wc/v3/", "https://shop.example"],
    ["https://shop.example/wp-admin/admin.php?page=wc", "https://shop.example"],
    ["https://shop.example/index.php/wp-json", "https://shop.example"],
    ["https://www.shop.example", "https://www.shop.example"],
    ["https://shop.example/de/", "https://shop.example/de"],
    ["https://shop.example/Shop/wp-json", "https://shop.example/Shop"],
    ["http://127.0.0.1:8081/", "http://127.0.0.1:8081"],
    ["https://müller.example", "https://xn--mller-kva.example"],
  ])("%j is %s", (storeUrl, address) => {
    expect(addressOf(storeUrl)).toBe(address);
    expect(storeAddress({ storeUrl: address })).toBe(address);
  });

  test.each(["", "ftp://shop.example", "https://", "https://user:pass@shop.example", "not a shop"])(
    "%j is none",
    (storeUrl) => {
      expect(addressOf(storeUrl)).toBeNull();
      expect(settingsSchema.safeParse({ ...keys, storeUrl }).success).toBe(false);
      expect(() => storeAddress({ storeUrl })).toThrow(expect.objectContaining({ kind: "invalid" }));
    },
  );
});

describe("X39 https unless allowed otherwise", () => {
  test("plain http is refused in words", () => {
    const { error } = settingsSchema.safeParse({ ...keys, storeUrl: "http://shop.example" });
    expect(error?.issues).toMatchObject([{ path: ["storeUrl"], message: expect.stringContaining("https://") }]);
  });

  test("plain http is taken where it is allowed", () => {
    expect(aConnection({ storeUrl: "http://shop.example", allowInsecureHttp: true }).allowInsecureHttp).toBe(true);
  });
});

test("keys that were copied with blanks around them are taken without", () => {
  expect(
    settingsSchema.parse({ storeUrl: "shop.example", consumerKey: " ck_1 ", consumerSecret: "cs_1\n" }),
  ).toMatchObject(keys);
});

test.each(["consumerKey", "consumerSecret", "storeUrl"])("%s is needed", (field) => {
  expect(settingsSchema.safeParse({ ...keys, storeUrl: "shop.example", [field]: "" }).success).toBe(false);
});
