// Ids and moments. What is no whole number names nothing: it is answered with 404, so the path takes any text here.
import { z } from "zod";

const MOST = 2_147_483_647;

const idText = z.string().max(1000);

export const connectionParamsSchema = z.object({ connectionId: idText.meta({ type: "integer", example: 1 }) });
export const mappingParamsSchema = z.object({ mappingId: idText.meta({ type: "integer", example: 1 }) });
export const productParamsSchema = connectionParamsSchema.extend({
  productId: idText.meta({ type: "integer", example: 101 }),
});
export const runParamsSchema = connectionParamsSchema.extend({ runId: idText.meta({ type: "integer", example: 12 }) });

/** An id within a body. One that nobody has is missing, not wrong. */
export const bodyIdSchema = z.int("must be a whole number").min(-MOST).max(MOST);

export const momentSchema = z.string().meta({ example: "2025-12-11T10:00:00.000Z" });
