// `logix deliveries`: what the stores' webhooks brought, and what became of it.
import { deliveryListSchema } from "@logix/api/hub/deliveries";
import type { Command } from "commander";
import { z } from "zod";
import { queryOf } from "../hub-api.ts";
import { addPaging, moreLine, pagingSchema, toolsOf } from "../options.ts";
import { table } from "../table.ts";
import type { World } from "../world.ts";

const optionsSchema = pagingSchema.extend({ state: z.string().optional(), connection: z.string().optional() });

export function addDeliveryCommands(program: Command, world: World): void {
  addPaging(program.command("deliveries").description("what stores sent, newest first"))
    .option("--state <state>", "only these, such as waiting, applied or parked")
    .option("--connection <id>", "only of this store")
    .action(async (_options, command: Command) => {
      const { hub, print } = toolsOf(command, world);
      const { connection, ...rest } = optionsSchema.parse(command.opts());
      const query = queryOf({ ...rest, connection_id: connection });
      print(await hub.get(`/deliveries${query}`, deliveryListSchema), ({ deliveries, next_cursor }) => {
        const rows = deliveries.map((each) => [
          each.id,
          each.connection_id,
          each.topic,
          each.remote_id,
          each.signed ? "yes" : "no",
          each.copies,
          each.state,
          each.received_at,
        ]);
        return (
          table(["No", "Store", "Topic", "Of", "Signed", "Copies", "State", "Received"], rows) + moreLine(next_cursor)
        );
      });
    });
}
