// What an action on an order wants, as it is kept until the store has been told.
import { trackingSchema } from "@logix/model";
import { z } from "zod";

const share = { lineRemoteId: z.string(), quantity: z.string() };

export const fulfilmentActionSchema = z.object({
  /** Null: everything that is open. */
  lines: z.array(z.object(share)).nullable(),
  locationRemoteId: z.string().nullable(),
  tracking: trackingSchema.nullable(),
  notify: z.boolean(),
});
export type FulfilmentAction = z.infer<typeof fulfilmentActionSchema>;

export const refundActionSchema = z.object({
  reason: z.string(),
  amountMinor: z.int(),
  lines: z.array(z.object({ ...share, restock: z.boolean() })),
  locationRemoteId: z.string().nullable(),
  payBack: z.boolean(),
  notify: z.boolean(),
});
export type RefundAction = z.infer<typeof refundActionSchema>;
