// Customers of several stores that are, or may be, the same human.
import { z } from "zod";
import { customerSchema } from "./customers.ts";
import { stampSchema } from "./moments.ts";
import { nextCursorSchema, pageQuerySchema } from "./page.ts";
import { lineSchema } from "./text.ts";

const MOST_CUSTOMERS = 50;

export const groundSchema = z
  .enum(["email", "phone", "name"])
  .meta({ description: "What they have in common; name: with the postcode.", example: "email" });
export type Ground = z.infer<typeof groundSchema>;

const customerIdsSchema = z
  .array(z.int().min(1))
  .min(2, "must name two customers at least")
  .max(MOST_CUSTOMERS, `may name ${MOST_CUSTOMERS} customers at most`)
  .refine((ids) => new Set(ids).size === ids.length, "names a customer twice");

export const duplicateQuerySchema = pageQuerySchema.strict();

export const duplicateListSchema = z
  .object({
    duplicates: z.array(
      z.object({
        certainty: z.enum(["certain", "likely"]).meta({
          description: "certain: the same e-mail address. likely: a phone number, or a name and its postcode.",
        }),
        grounds: z.array(groundSchema),
        customers: z.array(customerSchema),
      }),
    ),
    next_cursor: nextCursorSchema,
  })
  .meta({ id: "DuplicateList" });
export type Duplicates = z.infer<typeof duplicateListSchema>["duplicates"][number];

export const mergeRequestSchema = z
  .strictObject({
    customer_ids: customerIdsSchema,
    reason: lineSchema(500).optional().meta({ description: "Needed where the customers have nothing in common." }),
  })
  .meta({ id: "MergeRequest", example: { customer_ids: [501, 733] } });

export const unmergeRequestSchema = z
  .strictObject({ person_id: z.int().min(1) })
  .meta({ id: "UnmergeRequest", example: { person_id: 12 } });

export const refuseDuplicateSchema = z
  .strictObject({ customer_ids: customerIdsSchema })
  .meta({ id: "RefuseDuplicate", example: { customer_ids: [501, 733] } });

export const mergeSchema = z
  .object({
    person_id: z.int(),
    grounds: z.array(groundSchema),
    reason: z.string().nullable(),
    merged_by: z.string(),
    merged_at: stampSchema,
    undone_by: z.string().nullable(),
    undone_at: stampSchema.nullable(),
    customers: z.array(customerSchema).meta({ description: "All of the person, in the order of their ids." }),
  })
  .meta({ id: "CustomerMerge" });
export type CustomerMerge = z.infer<typeof mergeSchema>;

export const mergeQuerySchema = pageQuerySchema.strict();
export const mergeListSchema = z
  .object({ merges: z.array(mergeSchema), next_cursor: nextCursorSchema })
  .meta({ id: "CustomerMergeList" });
