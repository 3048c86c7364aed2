// Every field of the schema that can be reached is really answered, with a value of its type.
import {
  type GraphQLNamedType,
  type GraphQLObjectType,
  getNamedType,
  isAbstractType,
  isLeafType,
  isNonNullType,
  isObjectType,
} from "graphql";
import { beforeAll, expect, test } from "vitest";
import { ask, sharedStore } from "../testing/shopify-client.ts";
import { adminSchema } from "./admin-schema.ts";

const shared = sharedStore({ orders: 60, products: 6, plan: "enterprise" });
// The newest order has been sent back.
beforeAll(() => {
  const { control } = shared.store;
  control.declineReturn(control.requestReturn(control.fulfilOrder(control.placeOrder().id).id).id);
});

// All fields of a type, objects down to the depth; connections with two of each.
function selectionOf(type: GraphQLNamedType, depth: number): string {
  if (isAbstractType(type))
    return `{ __typename ${adminSchema()
      .getPossibleTypes(type)
      .map((one) => `... on ${one.name} ${selectionOf(one, depth)}`)
      .join(" ")} }`;
  if (!isObjectType(type)) return "";
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const inner = getNamedType(field.type);
    const required = field.args.filter(
      (argument) => isNonNullType(argument.type) && argument.defaultValue === undefined,
    );
    const names = required.map(({ name }) => name);
    if (names.some((name) => name !== "names" && name !== "key")) return [];
    const parts = [
      ...(inner.name.endsWith("Connection") ? ["first: 2"] : []),
      ...(names.includes("names") ? ['names: ["available", "on_hand"]'] : []),
      ...(names.includes("key") ? ['key: "none"'] : []),
    ];
    const given = parts.length > 0 ? `(${parts.join(", ")})` : "";
    if (isLeafType(inner)) return [`${field.name}${given}`];
    return depth > 0 ? [`${field.name}${given} ${selectionOf(inner, depth - 1)}`] : [];
  });
  return `{ __typename ${fields.join(" ")} }`;
}

function typeNamed(name: string): GraphQLObjectType {
  const type = adminSchema().getType(name);
  if (!isObjectType(type)) throw new Error(`no type ${name}`);
  return type;
}

test.each([
  ["Shop", "shop", ""],
  ["AppInstallation", "currentAppInstallation", ""],
  ["ShopifyPaymentsAccount", "shopifyPaymentsAccount", ""],
  ["OrderConnection", "orders", "(first: 1, reverse: true)"],
  ["OrderConnection", "orders", '(first: 1, query: "financial_status:partially_refunded")'],
  ["OrderConnection", "orders", '(first: 1, query: "status:cancelled")'],
  ["ProductConnection", "products", "(first: 1)"],
  ["ProductVariantConnection", "productVariants", "(first: 1)"],
  ["InventoryItemConnection", "inventoryItems", "(first: 1)"],
  ["LocationConnection", "locations", "(first: 1)"],
  ["CustomerConnection", "customers", "(first: 1)"],
  ["FulfillmentOrderConnection", "fulfillmentOrders", "(first: 1)"],
])("%s: %s%s has no field that fails", async (type, field, given) => {
  let document = "";
  for (const depth of [1, 2]) {
    document = `{ ${field}${given} ${selectionOf(typeNamed(type), type.endsWith("Connection") ? depth + 1 : depth)} }`;
    const reply = await ask(shared.store, document);
    if (reply.at("errors.0.extensions.code") === "MAX_COST_EXCEEDED") break;
    expect(reply.at("errors")).toBeUndefined();
    expect(reply.at(`data.${field}.__typename`)).toBe(type);
    shared.store.control.drainCost(2_000_000);
  }
  expect(document).toContain("id");
});
