// Live updates: what changed, not how. Whoever listens asks again for what they show.
import { z } from "zod";

export const EVENT_TOPICS = [
  "orders",
  "runs",
  "parked",
  "deliveries",
  "connections",
  "stock",
  "customers",
  "products",
  "alerts",
] as const;
export type EventTopic = (typeof EVENT_TOPICS)[number];

export const changeEventSchema = z
  .object({
    topics: z.array(z.enum(EVENT_TOPICS)).meta({ description: "Kinds of things of which some have changed." }),
  })
  .meta({ id: "ChangeEvent", example: { topics: ["orders", "stock"] } });
export type ChangeEvent = z.infer<typeof changeEventSchema>;
