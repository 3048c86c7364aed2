// What an account says about its attributes: optional, checked from then on.
import { attributeNameSchema } from "@logix/model";
import { z } from "zod";
import { stampSchema } from "./moments.ts";
import { lineSchema } from "./text.ts";

const ATTRIBUTE_TYPES = ["text", "number", "boolean", "date", "select", "multiselect"] as const;
const CHOICES: readonly string[] = ["select", "multiselect"];
const MOST_OPTIONS = 1_000;

const typeSchema = z.enum(ATTRIBUTE_TYPES, { error: `must be one of: ${ATTRIBUTE_TYPES.join(", ")}` });

export const attributeParamsSchema = z.object({
  name: attributeNameSchema.meta({ description: "URL-encoded.", example: "COLOR" }),
});

const attributeExample = {
  name: "COLOR",
  type: "select" as const,
  unit: null,
  options: ["Red", "Blue"],
  created_at: "2026-11-20T09:00:00.000Z",
  updated_at: "2026-11-20T09:00:00.000Z",
};

export const attributeSchema = z
  .object({
    name: z.string(),
    type: z.enum(ATTRIBUTE_TYPES),
    unit: z.string().nullable(),
    options: z.array(z.string()).nullable(),
    created_at: stampSchema,
    updated_at: stampSchema,
  })
  .meta({ id: "Attribute", example: attributeExample });
export type Attribute = z.infer<typeof attributeSchema>;

export const attributeListSchema = z
  .object({ attributes: z.array(attributeSchema) })
  .meta({ id: "AttributeList", example: { attributes: [attributeExample] } });

export const attributeRequestSchema = z
  .strictObject({
    type: typeSchema,
    unit: lineSchema(50).nullish(),
    options: z.array(lineSchema(1_000)).min(1, "must not be empty").max(MOST_OPTIONS).nullish(),
  })
  .superRefine(({ type, options }, context) => {
    if (CHOICES.includes(type) === Boolean(options)) return;
    const message = options ? `do not belong to the type ${type}` : `must be given for the type ${type}`;
    context.addIssue({ code: "custom", path: ["options"], message });
  })
  .meta({ id: "AttributeRequest", example: { type: "select", options: ["Red", "Blue"] } });
