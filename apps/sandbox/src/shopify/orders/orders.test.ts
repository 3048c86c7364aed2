// Orders: both currencies, statuses, fulfilment in parts, refunds, cancelling, returns.
import { expect, test } from "vitest";
import { ask, listAt, pick, type Reply, sharedStore } from "../testing/shopify-client.ts";

const shared = sharedStore({ products: 10, plan: "enterprise" });
const gid = (type: string, id: number | undefined) => `gid://shopify/${type}/${id}`;

const orderQuery = `query ($id: ID!) { order(id: $id) {
  displayFinancialStatus displayFulfillmentStatus taxesIncluded cancelledAt
  totalPriceSet { shopMoney { amount currencyCode } presentmentMoney { amount currencyCode } }
  subtotalPriceSet { presentmentMoney { amount } } totalTaxSet { presentmentMoney { amount } }
  totalShippingPriceSet { presentmentMoney { amount } } totalDiscountsSet { presentmentMoney { amount } }
  currentTotalPriceSet { presentmentMoney { amount } } totalRefundedSet { presentmentMoney { amount } }
  fulfillmentOrders(first: 5) { nodes { id status lineItems(first: 5) { nodes { id totalQuantity remainingQuantity } } } }
  refunds { refundLineItems(first: 5) { nodes { quantity restockType restocked subtotalSet { presentmentMoney { amount } } } } }
  returnStatus
} }`;

const read = (id: number): Promise<Reply> => ask(shared.store, orderQuery, { variables: { id: gid("Order", id) } });
const amount = (reply: Reply, field: string) => Number(reply.at(`data.order.${field}.presentmentMoney.amount`));

test.each([
  ["US", "USD", 2, 2_400],
  ["DE", "EUR", 2, 2_208],
  ["JP", "JPY", 0, 3_629],
  ["KW", "KWD", 3, 7_368],
])("an order from %s is in %s and adds up in its own decimals", async (country, currency, decimals, unitMinor) => {
  const order = shared.store.control.placeOrder({
    country,
    lines: [{ sku: "MUG-SAND", quantity: 3 }],
    discountPercentage: 10,
    tip: 2,
  });
  expect(order.lines[0]?.unitPrice.presentment).toBe(unitMinor);
  const reply = await read(order.id);
  expect(reply.at("data.order.totalPriceSet.presentmentMoney.currencyCode")).toBe(currency);
  expect(reply.at("data.order.totalPriceSet.shopMoney.currencyCode")).toBe("USD");
  const text = String(reply.at("data.order.totalPriceSet.presentmentMoney.amount"));
  expect(text).toMatch(decimals === 0 ? /^\d+\.0$/ : new RegExp(`^\\d+\\.\\d{1,${decimals}}$`));
  const tax = reply.at("data.order.taxesIncluded") ? 0 : amount(reply, "totalTaxSet");
  const sum = amount(reply, "subtotalPriceSet") + amount(reply, "totalShippingPriceSet") + tax + 2;
  expect(amount(reply, "totalPriceSet")).toBeCloseTo(sum, decimals);
});

const fulfil = `mutation ($fulfillment: FulfillmentInput!) { fulfillmentCreate(fulfillment: $fulfillment) {
  fulfillment { id status trackingInfo { company number url } } userErrors { message } } }`;

test("a part is sent with its tracking number, the rest waits, too much is refused", async () => {
  const order = shared.store.control.placeOrder({ lines: [{ sku: "POT-EN-2", quantity: 3 }] });
  const before = await read(order.id);
  const fulfillmentOrderId = before.at("data.order.fulfillmentOrders.nodes.0.id");
  const id = before.at("data.order.fulfillmentOrders.nodes.0.lineItems.nodes.0.id");
  const send = (quantity: number) =>
    ask(shared.store, fulfil, {
      variables: {
        fulfillment: {
          lineItemsByFulfillmentOrder: [{ fulfillmentOrderId, fulfillmentOrderLineItems: [{ id, quantity }] }],
          trackingInfo: { company: "UPS", numbers: ["1Z1"] },
        },
      },
    });
  const sent = await send(2);
  expect(sent.at("data.fulfillmentCreate.fulfillment.trackingInfo.0")).toEqual({
    company: "UPS",
    number: "1Z1",
    url: null,
  });
  const after = await read(order.id);
  expect([
    after.at("data.order.displayFulfillmentStatus"),
    after.at("data.order.fulfillmentOrders.nodes.0.status"),
  ]).toEqual(["PARTIALLY_FULFILLED", "IN_PROGRESS"]);
  expect((await send(2)).at("data.fulfillmentCreate.userErrors.0.message")).toContain(
    "Invalid fulfillment order line item quantity",
  );
  await send(1);
  expect((await read(order.id)).at("data.order.displayFulfillmentStatus")).toBe("FULFILLED");
  const cancelled = await ask(
    shared.store,
    "mutation ($id: ID!) { fulfillmentCancel(id: $id) { fulfillment { status } userErrors { message } } }",
    { variables: { id: sent.at("data.fulfillmentCreate.fulfillment.id") } },
  );
  expect(cancelled.at("data.fulfillmentCancel.fulfillment.status")).toBe("CANCELLED");
  expect((await read(order.id)).at("data.order.displayFulfillmentStatus")).toBe("PARTIALLY_FULFILLED");
});

const refund = `mutation ($input: RefundInput!, $key: String!) { refundCreate(input: $input) @idempotent(key: $key) {
  refund { id totalRefundedSet { presentmentMoney { amount } } } userErrors { message } } }`;

test("a partial refund in the customer's currency changes status, sums and stock", async () => {
  const { control } = shared.store;
  const order = control.placeOrder({ country: "DE", lines: [{ sku: "BLANKET-W", quantity: 2 }] });
  const [line] = order.lines;
  const [stock] = control.stock("BLANKET-W");
  const input = {
    orderId: gid("Order", order.id),
    currency: "EUR",
    refundLineItems: [{ lineItemId: gid("LineItem", line?.id), quantity: 1, restockType: "CANCEL" }],
    transactions: [
      {
        orderId: gid("Order", order.id),
        kind: "REFUND",
        gateway: "shopify_payments",
        amount: "100.00",
        parentId: gid("OrderTransaction", order.transactions[0]?.id),
      },
    ],
  };
  const send = (key: string, changes: object = {}) =>
    ask(shared.store, refund, { variables: { key, input: { ...input, ...changes } } });
  expect((await send("no currency", { currency: "USD" })).at("data.refundCreate.userErrors.0.message")).toContain(
    "presentment currency",
  );
  const [first, second] = [await send("refund"), await send("refund")];
  expect(first.at("data.refundCreate.userErrors")).toEqual([]);
  expect(second.at("data.refundCreate.refund.id")).toBe(first.at("data.refundCreate.refund.id"));
  const reply = await read(order.id);
  expect(reply.at("data.order.displayFinancialStatus")).toBe("PARTIALLY_REFUNDED");
  expect(amount(reply, "totalRefundedSet")).toBe(100);
  expect(
    listAt(reply, "data.order.refunds").flatMap((one) => pick(one, "refundLineItems.nodes.0.restockType")),
  ).toEqual(["CANCEL"]);
  expect(control.stock("BLANKET-W")[0]).toMatchObject({
    available: (stock?.available ?? 0) + 1,
    committed: (stock?.committed ?? 0) - 1,
  });
  const tooMuch = await send("too much", { transactions: [{ ...input.transactions[0], amount: "9999.00" }] });
  expect(tooMuch.at("data.refundCreate.userErrors.0.message")).toContain("cannot be greater");
});

test("cancelling is a job that refunds, restocks and closes", async () => {
  const { control } = shared.store;
  const [before] = control.stock("TOWEL-L");
  const order = control.placeOrder({ lines: [{ sku: "TOWEL-L", quantity: 2 }] });
  const cancel =
    "mutation ($id: ID!) { orderCancel(orderId: $id, reason: CUSTOMER, refund: true, restock: true) { job { id } orderCancelUserErrors { code message } } }";
  const reply = await ask(shared.store, cancel, { variables: { id: gid("Order", order.id) } });
  expect(reply.at("data.orderCancel.job.id")).toMatch(/^gid:\/\/shopify\/Job\//);
  const after = await read(order.id);
  expect([after.at("data.order.displayFinancialStatus"), after.at("data.order.cancelledAt") === null]).toEqual([
    "REFUNDED",
    false,
  ]);
  expect(control.stock("TOWEL-L")[0]).toMatchObject({ available: before?.available, committed: before?.committed });
  const again = await ask(shared.store, cancel, { variables: { id: gid("Order", order.id) } });
  expect(again.at("data.orderCancel.orderCancelUserErrors.0.code")).toBe("INVALID");
});

test("a pending order becomes paid, an authorised one is captured", async () => {
  for (const payment of ["pending", "authorized"] as const) {
    const order = shared.store.control.placeOrder({ payment });
    expect((await read(order.id)).at("data.order.displayFinancialStatus")).toBe(payment.toUpperCase());
    await ask(
      shared.store,
      "mutation ($input: OrderMarkAsPaidInput!) { orderMarkAsPaid(input: $input) { userErrors { message } } }",
      { variables: { input: { id: gid("Order", order.id) } } },
    );
    expect((await read(order.id)).at("data.order.displayFinancialStatus")).toBe("PAID");
  }
});

test("what was sent can be returned, and no more than that", async () => {
  const { control } = shared.store;
  const order = control.placeOrder({ lines: [{ sku: "MUG-SAND", quantity: 2 }] });
  control.fulfilOrder(order.id);
  const fulfillmentLineItemId = gid("FulfillmentLineItem", control.orderRecord(order.id).fulfillments[0]?.lines[0]?.id);
  const create =
    "mutation ($returnInput: ReturnInput!) { returnCreate(returnInput: $returnInput) { return { status totalQuantity } userErrors { code message } } }";
  const send = (quantity: number) =>
    ask(shared.store, create, {
      variables: {
        returnInput: {
          orderId: gid("Order", order.id),
          returnLineItems: [{ fulfillmentLineItemId, quantity, returnReason: "UNWANTED" }],
        },
      },
    });
  expect((await send(1)).at("data.returnCreate.return")).toEqual({ status: "OPEN", totalQuantity: 1 });
  expect((await read(order.id)).at("data.order.returnStatus")).toBe("IN_PROGRESS");
  expect((await send(2)).at("data.returnCreate.userErrors.0.code")).toBe("INVALID");
});
