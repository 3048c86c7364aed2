// What customers may ask for by law, as platforms pass it on.
import { z } from "zod";
import { ofConnection } from "./ids.ts";
import { stampSchema } from "./moments.ts";
import { nextCursorSchema, pageQuerySchema } from "./page.ts";

export const privacyRequestSchema = z
  .object({
    id: z.int(),
    ...ofConnection,
    what: z.enum(["show", "erase", "erase_store"]).meta({
      description: "show: a customer asks what is held of them. erase: forget them. erase_store: forget everybody.",
    }),
    state: z.enum(["open", "done"]).meta({ description: "Erasures are done when they arrive; `show` waits for you." }),
    email: z.string().nullable().meta({ description: "Forgotten with an erasure." }),
    customers_erased: z.int(),
    orders_erased: z.int().meta({ description: "Sums and items stay for the books; the person is taken out." }),
    received_at: stampSchema,
    due_at: stampSchema,
    done_at: stampSchema.nullable(),
  })
  .meta({ id: "PrivacyRequest" });
export type PrivacyRequestReply = z.infer<typeof privacyRequestSchema>;

export const privacyQuerySchema = pageQuerySchema;
export const privacyListSchema = z.object({
  privacy_requests: z.array(privacyRequestSchema),
  next_cursor: nextCursorSchema,
});

export const privacyDataSchema = z
  .object({
    customers: z.array(z.record(z.string(), z.unknown())),
    orders: z.array(z.record(z.string(), z.unknown())),
  })
  .meta({ id: "PrivacyData", description: "Everything that is held of one person." });
