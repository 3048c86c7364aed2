// `logix parked`: work that failed for good and waits for a person.
import { parkedDetailSchema, parkedListSchema, retriedLikeSchema } from "@logix/api/hub/parked";
import type { Command } from "commander";
import { z } from "zod";
import { queryOf } from "../hub-api.ts";
import { addPaging, moreLine, pagingSchema, toolsOf } from "../options.ts";
import { facts, table } from "../table.ts";
import type { World } from "../world.ts";

const dismissSchema = z.object({ reason: z.string() });

export function addParkedCommands(program: Command, world: World): void {
  const parked = program.command("parked").description("work that waits for a person");
  addPaging(parked.command("list", { isDefault: true }).description("what waits, newest first")).action(
    (_options, command: Command) => listParked(command, world),
  );
  parked
    .command("retry <id>")
    .description("try it once more")
    .action((id: string, _options, command: Command) => resolve(`${id}/retry`, {}, command, world));
  parked
    .command("retry-like <id>")
    .description("try everything once more that failed in the same way")
    .action(async (id: string, _options, command: Command) => {
      const { hub, print } = toolsOf(command, world);
      const reply = await hub.send("POST", `/parked/${encodeURIComponent(id)}/retry-like`, {}, retriedLikeSchema);
      print(reply, ({ retried }) => `${retried} are tried once more.\n`);
    });
  parked
    .command("dismiss <id>")
    .description("let it be")
    .requiredOption("--reason <text>", "why")
    .action((id: string, _options, command: Command) =>
      resolve(`${id}/dismiss`, dismissSchema.parse(command.opts()), command, world),
    );
}

async function listParked(command: Command, world: World): Promise<void> {
  const { hub, print } = toolsOf(command, world);
  const query = queryOf(pagingSchema.parse(command.opts()));
  print(await hub.get(`/parked${query}`, parkedListSchema), ({ parked, next_cursor }) => {
    const rows = parked.map(({ id, connection_id, source, kind, remote_id, times, error }) => [
      id,
      connection_id,
      `${source} ${kind}`,
      remote_id,
      times,
      error.message,
      error.remedy,
    ]);
    return (
      table(["No", "Store", "What", "Which", "Times", "What happened", "What helps"], rows) + moreLine(next_cursor)
    );
  });
}

async function resolve(action: string, body: unknown, command: Command, world: World): Promise<void> {
  const { hub, print } = toolsOf(command, world);
  const path = `/parked/${action.split("/").map(encodeURIComponent).join("/")}`;
  print(await hub.send("POST", path, body, parkedDetailSchema), ({ id, state, resolution }) =>
    facts([
      ["Parked work", id],
      ["State", resolution === null ? state : `${state}: ${resolution}`],
    ]),
  );
}
