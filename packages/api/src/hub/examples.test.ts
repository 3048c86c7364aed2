// The examples of the documentation are examples of what they document.
import { expect, test } from "vitest";
import { z } from "zod";
import * as connectionWebhooks from "./connection-webhooks.ts";
import * as connections from "./connections.ts";
import * as customers from "./customers.ts";
import * as deliveries from "./deliveries.ts";
import * as orders from "./orders.ts";
import * as parked from "./parked.ts";
import * as platforms from "./platforms.ts";
import * as runs from "./runs.ts";
import * as stock from "./stock.ts";

const schemas = Object.entries({
  ...connections,
  ...connectionWebhooks,
  ...platforms,
  ...customers,
  ...deliveries,
  ...orders,
  ...parked,
  ...runs,
  ...stock,
}).flatMap(([name, exported]) =>
  exported instanceof z.ZodType && exported.meta()?.id ? [[name, exported] as const] : [],
);

test("there are schemas to look at", () => {
  expect(schemas.length).toBeGreaterThan(20);
});

test.each(schemas)("%s has an example that fits", (_, schema) => {
  expect(schema.meta()?.example).toBeDefined();
  expect(schema.safeParse(schema.meta()?.example)).toMatchObject({ success: true });
});
