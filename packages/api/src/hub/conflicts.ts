// Conflicts: fields of a product that changed here and in a store since both were last the same.
import { z } from "zod";
import { connectionFilter, ofConnection } from "./ids.ts";
import { stampSchema } from "./moments.ts";
import { nextCursorSchema, pageQuerySchema } from "./page.ts";

export const CONFLICT_DOMAINS = ["texts", "prices", "images", "organisation", "attributes"] as const;
export type ConflictDomain = (typeof CONFLICT_DOMAINS)[number];
export const CONFLICT_RULES = ["ask", "ours", "theirs", "newest"] as const;

const ruleSchema = z.enum(CONFLICT_RULES);

export const conflictPolicySchema = z
  .object({
    texts: ruleSchema.meta({ description: "Name and descriptions." }),
    prices: ruleSchema,
    images: ruleSchema,
    organisation: ruleSchema.meta({ description: "Status, categories and tags." }),
    attributes: ruleSchema.meta({ description: "Attributes, options and measures." }),
  })
  .meta({
    id: "ConflictPolicy",
    description:
      "`ask`: neither side is overwritten, and a conflict is opened. `ours`: the store gets ours. `theirs`: the store keeps its" +
      " own, and an import takes it over. `newest`: whoever changed the product last.",
    example: { texts: "ask", prices: "ours", images: "ask", organisation: "ask", attributes: "newest" },
  });
export type ConflictPolicy = z.infer<typeof conflictPolicySchema>;

export const conflictPolicyRequestSchema = z
  .strictObject(conflictPolicySchema.partial().shape)
  .meta({ id: "ConflictPolicyRequest", example: { prices: "ours" } });

const conflictExample = {
  id: 5,
  connection_id: 3,
  connection_public_id: "integration_4f0c9be1a2d37e5518",
  product_id: 201,
  sku: "MUG-BLUE",
  name: "Blue mug",
  remote_id: "456",
  field: "regular_price",
  domain: "prices" as const,
  base: "19.90",
  ours: "18.90",
  theirs: "21.00",
  state: "open" as const,
  resolution: null,
  actor: null,
  opened_at: "2026-11-20T09:00:00.000Z",
  resolved_at: null,
};

export const conflictSchema = z
  .object({
    id: z.int(),
    ...ofConnection,
    product_id: z.int(),
    sku: z.string(),
    name: z.string(),
    remote_id: z.string(),
    field: z.string().meta({ description: "As the store calls it; attributes as `attributes.NAME`." }),
    domain: z.enum(CONFLICT_DOMAINS),
    base: z.unknown().meta({ description: "What both had when they were last the same." }),
    ours: z.unknown(),
    theirs: z.unknown(),
    state: z.enum(["open", "resolved"]),
    resolution: z
      .enum(["ours", "theirs", "edited", "agreed"])
      .nullable()
      .meta({ description: "agreed: both sides became the same by themselves." }),
    actor: z.string().nullable(),
    opened_at: stampSchema,
    resolved_at: stampSchema.nullable(),
  })
  .meta({ id: "Conflict", example: conflictExample });
export type Conflict = z.infer<typeof conflictSchema>;

export const conflictQuerySchema = pageQuerySchema
  .extend({ ...connectionFilter, state: z.enum(["open", "resolved"]).optional() })
  .strict();

export const conflictListSchema = z
  .object({ conflicts: z.array(conflictSchema), next_cursor: nextCursorSchema })
  .meta({ id: "ConflictList", example: { conflicts: [conflictExample], next_cursor: null } });

export const conflictResolutionSchema = z
  .discriminatedUnion("take", [
    z.strictObject({ take: z.literal("ours") }),
    z.strictObject({ take: z.literal("theirs") }),
    z.strictObject({
      take: z.literal("value"),
      value: z.union([z.string().max(200_000), z.array(z.string().max(10_000)).max(500)]).meta({
        description: "For both sides: text, or a list for tags, attributes, and categories as `Home > Kitchen`.",
      }),
    }),
  ])
  .meta({ id: "ConflictResolution", example: { take: "theirs" } });
export type ConflictResolution = z.infer<typeof conflictResolutionSchema>;

export const conflictLookSchema = z
  .object({ looked: z.int().meta({ description: "Products that the store was asked about." }), opened: z.int() })
  .meta({ id: "ConflictLook", example: { looked: 40, opened: 2 } });
