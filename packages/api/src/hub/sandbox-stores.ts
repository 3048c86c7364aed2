// Simulated stores to try things out with, run by the hub itself.
import { z } from "zod";
import { ofConnection } from "./ids.ts";
import { lineSchema } from "./text.ts";

export const newSandboxStoreRequestSchema = z
  .strictObject({
    name: lineSchema(100).default("Sandbox shop"),
    orders: z.int().min(0).max(20_000).default(120).meta({ description: "That it has from the beginning." }),
    products: z.int().min(1).max(2_000).default(30),
    auto_sync: z.boolean().default(true).meta({ description: "Read everything now, and what is new from then on." }),
  })
  .meta({ id: "NewSandboxStoreRequest", example: { name: "Sandbox shop", orders: 120, products: 30 } });

export const sandboxStoreListSchema = z
  .object({
    available: z.boolean().meta({ description: "A hub of several processes runs none." }),
    stores: z.array(z.object({ ...ofConnection, port: z.int() })),
  })
  .meta({
    id: "SandboxStoreList",
    example: {
      available: true,
      stores: [{ connection_id: 3, connection_public_id: "integration_4f0c9be1a2d37e5518", port: 40123 }],
    },
  });

export const sandboxOrderSchema = z
  .object({ remote_id: z.string().meta({ description: "The store's own id of the order." }) })
  .meta({ id: "SandboxOrder", example: { remote_id: "731" } });
