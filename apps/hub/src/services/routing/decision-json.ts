// What a decision keeps, as it stands in its row.
import { fromMillionths } from "@logix/model";
import { z } from "zod";
import type { Oversold, RoutingPart } from "./routing-facts.ts";

export const decisionPartsSchema = z.array(
  z.object({ lineRemoteId: z.string(), sku: z.string(), locationId: z.int(), quantity: z.string() }),
);
export type DecisionPart = z.infer<typeof decisionPartsSchema>[number];
export const decisionOversoldSchema = z.array(z.object({ sku: z.string(), locationId: z.int(), quantity: z.string() }));
export const decisionStepsSchema = z.array(z.object({ text: z.string(), rule: z.string().nullable() }));

export function toDecisionPart({ lineRemoteId, sku, locationId, quantity }: RoutingPart): DecisionPart {
  return { lineRemoteId, sku, locationId, quantity: fromMillionths(quantity) };
}

export function toDecisionOversold({ sku, locationId, quantity }: Oversold) {
  return { sku, locationId, quantity: fromMillionths(quantity) };
}
