// `logix backfill` starts a run and watches it; `logix runs` lists them.
import { type Run, runListSchema, runSchema } from "@logix/api/hub/runs";
import { HubError } from "@logix/model";
import { Argument, type Command } from "commander";
import { z } from "zod";
import type { HubApi, Reply } from "../hub-api.ts";
import { queryOf } from "../hub-api.ts";
import { addPaging, moreLine, pagingSchema, toolsOf } from "../options.ts";
import { startProgress } from "../progress.ts";
import { facts, table } from "../table.ts";
import type { World } from "../world.ts";

const LOOK_EVERY_MS = 500;
/** Before any store was. */
const BEGINNING = "2000-01-01T00:00:00Z";

const againSchema = z.object({ again: z.boolean().default(false) });

export function addRunCommands(program: Command, world: World): void {
  program
    .command("backfill <connection>")
    .description(
      "read in the background and watch; goes on where the last run ended, Ctrl-C stops watching, not reading",
    )
    .option("--again", "read everything again, from the beginning")
    .addArgument(
      new Argument("[kind]", "what to read").choices(["orders", "products", "customers", "payouts"]).default("orders"),
    )
    .action(async (id: string, kind: string, _options, command: Command) => {
      const { hub, print } = toolsOf(command, world);
      const path = `/connections/${encodeURIComponent(id)}/runs`;
      const { again } = againSchema.parse(command.opts());
      const { value: run } = await hub.send("POST", path, { kind, ...(again && { since: BEGINNING }) }, runSchema);
      print(await watch(hub, run, world), describeRun);
    });
  addPaging(program.command("runs").description("what was read, newest first")).action(
    async (_options, command: Command) => {
      const { hub, print } = toolsOf(command, world);
      const query = queryOf(pagingSchema.parse(command.opts()));
      print(
        await hub.get(`/runs${query}`, runListSchema),
        ({ runs, next_cursor }) => table(HEADINGS, runs.map(toRow)) + moreLine(next_cursor),
      );
    },
  );
}

async function watch(hub: HubApi, run: Run, world: World): Promise<Reply<Run>> {
  const progress = startProgress(run.kind, world);
  try {
    for (;;) {
      const reply = await hub.get(`/runs/${run.id}`, runSchema);
      const { state, total } = reply.value;
      progress.show(readSoFar(reply.value), total);
      if (state === "failed") throw failureOf(reply.value);
      if (state !== "waiting" && state !== "running") return reply;
      await world.wait(LOOK_EVERY_MS);
    }
  } finally {
    progress.end();
  }
}

function readSoFar(run: Run): number {
  return run.seen + run.ignored + run.failed;
}

function failureOf({ id, error }: Run): HubError {
  return new HubError("refused", `Run ${id} failed: ${error?.message ?? "nobody knows why"}`, {
    remedy: error?.remedy ?? undefined,
  });
}

const HEADINGS = ["No", "Store", "What", "Why", "State", "Read", "New", "Changed", "Known", "Failed", "Begun"];

function toRow(run: Run) {
  const { id, connection_id, kind, cause, state, seen, created, updated, unchanged, failed, created_at } = run;
  return [id, connection_id, kind, cause, state, seen, created, updated, unchanged, failed, created_at];
}

function describeRun(run: Run): string {
  return facts([
    ["Run", `${run.id} (${run.kind}), ${run.state}`],
    ["Read", run.seen],
    ["New", run.created],
    ["Changed", run.updated],
    ["Known", run.unchanged],
    ["Left out", run.ignored],
    ["Failed", run.failed],
  ]);
}
