// Rules that say from where an order is sent. One after the other; each applies where all of its conditions hold.
import { z } from "zod";
import { lineSchema, nameOfTheirsSchema } from "./text.ts";

const MOST_RULES = 200;
const MOST_ENTRIES = 500;

const countrySchema = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{2}$/, "must be two letters, such as DE");
const postcodePrefixSchema = z.string().trim().min(1).max(20);
const locationsSchema = z.array(z.int().min(1)).min(1).max(200);
const minorSchema = z.int().min(0).max(1_000_000_000_000);

const fieldConditionSchema = z
  .strictObject({
    name: nameOfTheirsSchema(200).meta({ description: "One of the connection's order fields.", example: "gift" }),
    is: z.enum(["present", "absent", "equals", "differs", "contains", "starts_with"]),
    value: z.string().max(500).default(""),
  })
  .meta({ description: "A condition of your own. Upper and lower case do not matter." });

export const routingConditionsSchema = z
  .strictObject({
    countries: z.array(countrySchema).min(1).max(MOST_ENTRIES).optional(),
    regions: z.array(lineSchema(100)).min(1).max(MOST_ENTRIES).optional(),
    postcode_prefixes: z.array(postcodePrefixSchema).min(1).max(MOST_ENTRIES).optional(),
    connections: z.array(z.int().min(1)).min(1).max(MOST_ENTRIES).optional().meta({ description: "By number." }),
    sku_prefixes: z
      .array(nameOfTheirsSchema(200))
      .min(1)
      .max(MOST_ENTRIES)
      .optional()
      .meta({ description: "Then the rule is about the lines whose SKU begins like this, and about no others." }),
    total_minor_from: minorSchema.optional(),
    total_minor_below: minorSchema.optional(),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, "must be three letters, such as EUR")
      .optional(),
    all_in_stock_at: z.int().min(1).optional().meta({ description: "This location has everything of the order." }),
    fields: z.array(fieldConditionSchema).min(1).max(20).optional(),
  })
  .meta({ id: "RoutingConditions", description: "All that are given have to hold; none: always." });
export type RoutingConditions = Readonly<z.infer<typeof routingConditionsSchema>>;

const nearestRowSchema = z.strictObject({
  country: countrySchema,
  postcode_prefix: z.string().trim().max(20).default(""),
  locations: locationsSchema,
});

export const routingActionSchema = z
  .discriminatedUnion("do", [
    z.strictObject({ do: z.literal("prefer"), locations: locationsSchema }),
    z.strictObject({ do: z.literal("only"), locations: locationsSchema }),
    z.strictObject({ do: z.literal("never"), locations: locationsSchema }),
    z.strictObject({
      do: z.literal("nearest"),
      table: z
        .array(nearestRowSchema)
        .max(2000)
        .default([])
        .meta({ description: "The longest prefix that fits counts. Empty: by the locations' own addresses." }),
    }),
    z.strictObject({ do: z.literal("fewest_parcels") }),
    z.strictObject({ do: z.literal("split") }),
    z.strictObject({ do: z.literal("hold") }),
  ])
  .meta({
    id: "RoutingAction",
    description:
      "`prefer`: these go first. `only`, `never`: nothing from elsewhere, nothing from these. `nearest`: whoever is near the" +
      " customer goes first. `fewest_parcels`: as few places as possible, whatever is preferred. `split`, `hold`: what" +
      " happens where no place has everything; without either it is split.",
  });
export type RoutingAction = Readonly<z.infer<typeof routingActionSchema>>;

const ORDER_WIDE: ReadonlySet<string> = new Set(["fewest_parcels", "split", "hold"]);

export const routingRuleSchema = z
  .strictObject({
    name: lineSchema(100),
    active: z.boolean().default(true),
    when: routingConditionsSchema.default({}),
    action: routingActionSchema,
  })
  .refine((rule) => rule.when.sku_prefixes === undefined || !ORDER_WIDE.has(rule.action.do), {
    message: "is about the whole order and cannot depend on SKUs",
    path: ["action"],
  })
  .meta({ id: "RoutingRule" });
export type RoutingRule = Readonly<z.infer<typeof routingRuleSchema>>;

export const routingRulesSchema = z.array(routingRuleSchema).max(MOST_RULES);
export type RoutingRules = readonly RoutingRule[];
