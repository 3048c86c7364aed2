// From where orders are sent: the rules, what was decided by them and why, and what other rules would have decided.
import { z } from "zod";
import { stampSchema } from "./moments.ts";
import { routingRulesSchema } from "./routing-rules.ts";
import { lineSchema, noteSchema } from "./text.ts";

const decimalSchema = z.string().meta({ description: "A decimal number as text.", example: "2" });
const quantitySchema = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,6})?$/, "must be a number such as 2 or 1.5")
  .meta({ description: "A decimal number as text.", example: "1" });

const rulesExample = [
  {
    name: "Switzerland from Basel",
    active: true,
    when: { countries: ["CH"] },
    action: { do: "only" as const, locations: [2] },
  },
];

export const routingRuleSetSchema = z
  .object({
    version: z.int().meta({ description: "0 where there have never been rules." }),
    rules: routingRulesSchema,
    note: z.string(),
    actor: z.string().nullable(),
    at: stampSchema.nullable(),
  })
  .meta({
    id: "RoutingRuleSet",
    example: {
      version: 3,
      rules: rulesExample,
      note: "Basel opened",
      actor: "user:user_9f2c4e7a1b3d5f608192",
      at: "2026-11-20T09:00:00.000Z",
    },
  });
export type RoutingRuleSet = z.infer<typeof routingRuleSetSchema>;

export const routingRuleSetRequestSchema = z
  .strictObject({
    version: z.int().min(0).meta({ description: "The version that you changed; another one by now is refused." }),
    rules: routingRulesSchema,
    note: noteSchema(500).default(""),
  })
  .meta({ id: "RoutingRuleSetRequest", example: { version: 2, rules: rulesExample, note: "Basel opened" } });

export const routingRuleSetQuerySchema = z
  .object({ version: z.coerce.number().int().min(1).optional().meta({ description: "An older version.", example: 2 }) })
  .strict();

const partSchema = z.object({
  line_remote_id: z.string(),
  sku: z.string(),
  location_id: z.int(),
  location: z.string(),
  quantity: decimalSchema,
});

const stepSchema = z.object({
  text: z.string().meta({ description: "In plain words." }),
  rule: z.string().nullable().meta({ description: "The rule that it comes from, if it comes from one." }),
});

const decisionSchema = z
  .object({
    rules_version: z.int(),
    cause: z.enum(["order", "reroute", "override"]),
    state: z.enum(["routed", "held"]).meta({
      description:
        "`held`: its goods are kept where they lie, but no place has everything and the rules forbid to split.",
    }),
    parts: z.array(partSchema),
    parcels: z.int(),
    oversold: z.array(
      z.object({ sku: z.string(), location_id: z.int(), location: z.string(), quantity: decimalSchema }),
    ),
    explanation: z.array(stepSchema),
    actor: z.string(),
    reason: z.string().nullable(),
    at: stampSchema,
  })
  .meta({ id: "RoutingDecision" });
export type RoutingDecisionReply = z.infer<typeof decisionSchema>;

const decisionExample = {
  rules_version: 3,
  cause: "order" as const,
  state: "routed" as const,
  parts: [{ line_remote_id: "11", sku: "MUG-BLUE", location_id: 2, location: "Basel", quantity: "2" }],
  parcels: 1,
  oversold: [],
  explanation: [
    { text: "The order goes to CH: only Basel may send it.", rule: "Switzerland from Basel" },
    { text: "Basel has everything.", rule: null },
  ],
  actor: "store",
  reason: null,
  at: "2026-11-20T09:00:00.000Z",
};

export const orderRoutingSchema = z
  .object({
    order_id: z.int(),
    held: z.array(partSchema.extend({ sent: z.boolean() })).meta({ description: "What is kept where, as of now." }),
    decision: decisionSchema.nullable().meta({
      description: "The newest; null where there was nothing to decide, because there is one place or nothing is kept.",
    }),
    earlier: z.array(decisionSchema),
  })
  .meta({
    id: "OrderRouting",
    example: {
      order_id: 42,
      held: [{ line_remote_id: "11", sku: "MUG-BLUE", location_id: 2, location: "Basel", quantity: "2", sent: false }],
      decision: decisionExample,
      earlier: [],
    },
  });
export type OrderRouting = z.infer<typeof orderRoutingSchema>;

const reasonSchema = lineSchema(500).meta({
  description: "Why; it stays with the order.",
  example: "Basel is snowed in",
});

export const routingOverrideRequestSchema = z
  .strictObject({
    reason: reasonSchema,
    location_id: z.int().min(1).optional().meta({ description: "Everything from here." }),
    parts: z
      .array(
        z.strictObject({
          line_remote_id: z.string().min(1).max(200),
          location_id: z.int().min(1),
          quantity: quantitySchema,
        }),
      )
      .min(1)
      .max(1000)
      .optional()
      .meta({ description: "All that is kept of the lines that are named; other lines stay where they are." }),
  })
  .refine((body) => (body.location_id === undefined) !== (body.parts === undefined), {
    message: "give either location_id or parts",
    path: ["parts"],
  })
  .meta({ id: "RoutingOverrideRequest", example: { location_id: 1, reason: "Basel is snowed in" } });

export const rerouteRequestSchema = z
  .strictObject({ reason: reasonSchema.optional() })
  .meta({ id: "RerouteRequest", example: { reason: "New stock came in" } });

export const routingTrialRequestSchema = z
  .strictObject({
    rules: routingRulesSchema,
    orders: z.int().min(1).max(1000).default(100).meta({ description: "Over so many of the last orders." }),
  })
  .meta({ id: "RoutingTrialRequest", example: { rules: rulesExample, orders: 100 } });

const outcomeSchema = z.object({
  parcels: z.int(),
  split_orders: z.int().meta({ description: "Orders that go in more than one parcel." }),
  held_orders: z.int(),
  oversold_orders: z.int(),
  oversold_quantity: decimalSchema,
});
export type RoutingTrialOutcome = z.infer<typeof outcomeSchema>;

const trialPartSchema = partSchema.omit({ line_remote_id: true });

export const routingTrialSchema = z
  .object({
    rules_version: z.int().meta({ description: "The rules that count now: `before`." }),
    orders: z.int(),
    changed_orders: z.int(),
    before: outcomeSchema,
    after: outcomeSchema,
    differences: z
      .array(
        z.object({
          order_id: z.int(),
          number: z.string(),
          before: z.array(trialPartSchema),
          after: z.array(trialPartSchema),
          why: z.array(stepSchema).meta({ description: "The explanation of `after`." }),
        }),
      )
      .meta({ description: "The newest 200 orders that would be sent otherwise." }),
  })
  .meta({
    id: "RoutingTrial",
    example: {
      rules_version: 3,
      orders: 100,
      changed_orders: 1,
      before: { parcels: 104, split_orders: 4, held_orders: 0, oversold_orders: 0, oversold_quantity: "0" },
      after: { parcels: 103, split_orders: 3, held_orders: 0, oversold_orders: 0, oversold_quantity: "0" },
      differences: [
        {
          order_id: 42,
          number: "1042",
          before: [{ sku: "MUG-BLUE", location_id: 1, location: "Main", quantity: "2" }],
          after: [{ sku: "MUG-BLUE", location_id: 2, location: "Basel", quantity: "2" }],
          why: decisionExample.explanation,
        },
      ],
    },
  });
export type RoutingTrial = z.infer<typeof routingTrialSchema>;
