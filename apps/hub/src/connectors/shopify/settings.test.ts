import { expect, test } from "vitest";
import { settingsSchema, shopAddress } from "./settings.ts";

test.each([
  ["my-shop", "https://my-shop.myshopify.com"],
  [" My-Shop.myshopify.com/ ", "https://my-shop.myshopify.com"],
  ["https://my-shop.myshopify.com/admin", "https://my-shop.myshopify.com"],
  ["http://127.0.0.1:8080", "http://127.0.0.1:8080"],
])("%j is a shop's name", (name, address) => {
  expect(shopAddress(name)).toBe(address);
});

test.each(["", "shop.example.com", "-shop", "http://127.0.0.1:99999", "http://10.0.0.1", "my shop", "größe"])(
  "%j is none",
  (name) => {
    expect(shopAddress(name)).toBeNull();
  },
);

test("a token that no header could carry is refused by name", () => {
  const { error } = settingsSchema.safeParse({ storeUrl: "my-shop", accessToken: "größe" });
  expect(error?.issues.map(({ path, message }) => [path.join(), message])).toEqual([
    ["accessToken", "has letters that no access token has; copy it once more"],
  ]);
});
