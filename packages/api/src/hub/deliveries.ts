// Inbound webhook requests and what became of them.
import { z } from "zod";
import { connectionFilter, ofConnection } from "./ids.ts";
import { stampSchema } from "./moments.ts";
import { nextCursorSchema, pageQuerySchema } from "./page.ts";
import { nameOfTheirsSchema } from "./text.ts";

const stateSchema = z
  .enum(["waiting", "rereading", "applied", "unchanged", "echo", "stale", "ignored", "parked"])
  .meta({ description: "`echo`: a write of ours coming back. `stale`: something newer was known already." });

const kindSchema = z
  .enum(["order", "product", "customer", "store", "privacy"])
  .meta({ description: "`store`: about the connection itself. `privacy`: a person uses a right." });

const deliveryExample = {
  id: 77,
  connection_id: 3,
  connection_public_id: "integration_4f0c9be1a2d37e5518",
  topic: "order.updated",
  kind: "order" as const,
  remote_id: "12345",
  delivery_id: "9f2c4e7a1b3d",
  signed: true,
  copies: 1,
  state: "applied" as const,
  note: null,
  received_at: "2026-11-20T09:00:00.000Z",
  settled_at: "2026-11-20T09:00:00.050Z",
};

export const deliverySchema = z
  .object({
    id: z.int(),
    ...ofConnection,
    topic: z.string(),
    kind: kindSchema,
    remote_id: z.string(),
    delivery_id: z.string().meta({ description: "The platform's own id; may be empty or repeat." }),
    signed: z.boolean().meta({ description: "Its signature was checked; without one it is only a hint." }),
    copies: z.int().meta({ description: "How often the very same request came." }),
    state: stateSchema,
    note: z.string().nullable(),
    received_at: stampSchema,
    settled_at: stampSchema.nullable(),
  })
  .meta({ id: "Delivery", example: deliveryExample });
export type Delivery = z.infer<typeof deliverySchema>;

export const deliveryDetailSchema = deliverySchema
  .extend({ body: z.string().meta({ description: "As it was received." }) })
  .meta({ id: "DeliveryDetail", example: { ...deliveryExample, body: '{"id":12345,"status":"processing"}' } });

export const deliveryQuerySchema = pageQuerySchema
  .extend({
    ...connectionFilter,
    state: stateSchema.optional(),
    kind: kindSchema.optional(),
    remote_id: nameOfTheirsSchema(200).optional().meta({ example: "12345" }),
  })
  .strict();

export const deliveryListSchema = z
  .object({ deliveries: z.array(deliverySchema), next_cursor: nextCursorSchema })
  .meta({ id: "DeliveryList", example: { deliveries: [deliveryExample], next_cursor: null } });
