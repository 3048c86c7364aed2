import { expect, test } from "vitest";
import { kindsOf, wishesOf } from "./webhook-wishes.ts";

const OWN = "https://hub.example.com/api/v1/woocommerce/webhooks/receive/integration_1";

test.each([
  [["order.created", "order.updated"], ["orders"]],
  [
    ["ORDERS_CREATE", "products/update", "customer.deleted"],
    ["orders", "products", "customers"],
  ],
  [["coupon.created"], []],
])("%j tell of %j", (topics, kinds) => {
  expect(kindsOf(topics)).toEqual(kinds);
});

test("of webhooks from before we kept account, those that deliver to our own address are ours", () => {
  const hook = { remoteId: "1", topic: "order.updated", deliveryUrl: OWN, status: "disabled", created: false } as const;
  const foreign = { ...hook, topic: "order.created", deliveryUrl: "https://elsewhere.example.com/" };
  expect(wishesOf([], [hook, foreign], OWN)).toMatchObject([{ delivery_url: OWN, topics: ["order.updated"] }]);
  expect(wishesOf([], [foreign], OWN)).toEqual([]);
});
