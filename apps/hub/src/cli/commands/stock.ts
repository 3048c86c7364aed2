// `logix stock`: what there is of a SKU, and what lies there now.
import { stockDetailSchema, stockSchema } from "@logix/api/hub/stock";
import type { Command } from "commander";
import { z } from "zod";
import { toolsOf } from "../options.ts";
import { facts, table } from "../table.ts";
import type { World } from "../world.ts";

const optionsSchema = z.object({ reason: z.string().optional() });

export function addStockCommand(program: Command, world: World): void {
  program
    .command("stock <sku> [quantity]")
    .description("show a SKU's stock; with a quantity, set what lies there: all stores are told")
    .option("--reason <text>", "why")
    .action(async (sku: string, quantity: string | undefined, _options, command: Command) => {
      const { hub, print } = toolsOf(command, world);
      const path = `/stock/${encodeURIComponent(sku)}`;
      if (quantity === undefined) return print(await hub.get(path, stockDetailSchema), describeDetail);
      const { reason } = optionsSchema.parse(command.opts());
      print(await hub.send("PUT", path, { on_hand: quantity, reason }, stockSchema), describeStock);
    });
}

function describeStock(stock: z.infer<typeof stockSchema>): string {
  return facts([
    ["SKU", stock.sku],
    ["On hand", stock.on_hand],
    ["Promised", stock.reserved],
    ["Kept back", stock.buffer],
    ["To sell", stock.oversold ? `${stock.available} (oversold)` : stock.available],
  ]);
}

function describeDetail(stock: z.infer<typeof stockDetailSchema>): string {
  const rows = stock.listings.map(({ connection_id, name, shows, told }) => [
    connection_id,
    name,
    shows,
    told === null ? null : told.state,
  ]);
  return `${describeStock(stock)}\n${table(["Store", "Product", "Shows", "Told"], rows)}`;
}
