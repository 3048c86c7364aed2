// Returns of a shop in the hub's words, from rows as the official schema has them.
import { expect, test } from "vitest";
import { returnSchema, toReturn } from "./return-mapping.ts";

const ROW = {
  id: "gid://shopify/Return/77",
  name: "#1001-R1",
  status: "OPEN",
  createdAt: "2026-11-20T09:00:00Z",
  requestApprovedAt: "2026-11-20T10:00:00Z",
  closedAt: null,
  decline: null,
  returnLineItems: {
    nodes: [
      {
        id: "gid://shopify/ReturnLineItem/5",
        quantity: 2,
        returnReason: "SIZE_TOO_SMALL",
        returnReasonNote: "by two sizes",
        customerNote: "Too tight",
        returnReasonDefinition: { name: "Runs small" },
        fulfillmentLineItem: { lineItem: { id: "gid://shopify/LineItem/3", sku: "MUG-SAND" } },
      },
    ],
  },
  refunds: { nodes: [{ id: "gid://shopify/Refund/9" }] },
};
const mapped = (changes: object = {}) => toReturn(returnSchema.parse({ ...ROW, ...changes }));
const lineOf = (changes: object) =>
  mapped({ returnLineItems: { nodes: [{ ...ROW.returnLineItems.nodes[0], ...changes }] } }).lines[0];

test("a return says what comes back, why, and which refunds it led to", () => {
  expect(mapped()).toEqual({
    remoteId: "77",
    number: "1001-R1",
    status: "open",
    note: "",
    requestedAt: "2026-11-20T09:00:00Z",
    openedAt: "2026-11-20T10:00:00Z",
    closedAt: null,
    lines: [
      {
        remoteId: "5",
        lineRemoteId: "3",
        sku: "MUG-SAND",
        quantity: "2",
        reason: "Runs small",
        note: "by two sizes\nToo tight",
      },
    ],
    refundRemoteIds: ["9"],
  });
});

test.each([
  ["REQUESTED", "requested"],
  ["OPEN", "open"],
  ["DECLINED", "declined"],
  ["CANCELED", "cancelled"],
  ["CLOSED", "closed"],
])("%s is %s", (status, ours) => {
  expect(mapped({ status }).status).toBe(ours);
});

test("why it was declined is kept", () => {
  expect(mapped({ status: "DECLINED", decline: { note: "It was on sale" } }).note).toBe("It was on sale");
});

test("a reason from before reasons had names is put into words, and an unknown one is none", () => {
  const older = { returnReasonDefinition: null, returnReasonNote: "", customerNote: null };
  expect(lineOf(older)).toMatchObject({ reason: "Size too small", note: "" });
  expect(lineOf({ ...older, returnReason: "UNKNOWN" })).toMatchObject({ reason: "" });
});

test("goods that the shop cannot tell to be of the order are kept without its line", () => {
  expect(lineOf({ fulfillmentLineItem: undefined })).toMatchObject({ lineRemoteId: null, sku: null, quantity: "2" });
});
