// Ids in paths and queries.
import { z } from "zod";

const idSchema = z.coerce
  .number({ error: "must be a whole number" })
  .int("must be a whole number")
  .min(1, "must be 1 or more");

export const idParamsSchema = z.object({ id: idSchema.meta({ example: 42 }) });

/** A connection by its number or its public id; in replies it always has both. */
export const connectionRefSchema = z
  .string()
  .regex(/^(?:\d{1,60}|integration_\w{1,60})$/, "must be a connection's number or its public id (integration_…)")
  .meta({ example: "integration_4f0c9be1a2d37e5518" });

export const connectionParamsSchema = z.object({ id: connectionRefSchema });

/** Which connection something belongs to, in every reply. */
export const ofConnection = { connection_id: z.int(), connection_public_id: z.string() };

export const connectionFilter = {
  connection_id: connectionRefSchema.optional().meta({ description: "Number or public id.", example: "3" }),
};
