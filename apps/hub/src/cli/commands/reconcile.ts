// `logix reconcile` compares both sides and watches; `logix drift` shows the number and how it went.
import { driftSchema, type Reconcile, reconcileRowListSchema, reconcileSchema } from "@logix/api/hub/reconciles";
import { HubError } from "@logix/model";
import { type Command, Option } from "commander";
import { z } from "zod";
import type { HubApi, Reply } from "../hub-api.ts";
import { toolsOf } from "../options.ts";
import { startProgress } from "../progress.ts";
import { table } from "../table.ts";
import type { World } from "../world.ts";

const LOOK_EVERY_MS = 500;
const MOST_ROWS_SHOWN = 50;

const optionsSchema = z.object({ only: z.enum(["orders", "products", "customers"]).optional() });

export function addReconcileCommands(program: Command, world: World): void {
  program
    .command("reconcile <connection>")
    .description("compare both sides of a store row by row, mend what differs, and say what it was")
    .addOption(new Option("--only <what>", "only these").choices(["orders", "products", "customers"]))
    .action(async (id: string, _options, command: Command) => {
      const { hub, print } = toolsOf(command, world);
      const { only } = optionsSchema.parse(command.opts());
      const path = `/connections/${encodeURIComponent(id)}/reconcile`;
      const { value } = await hub.send("POST", path, { ...(only && { domains: [only] }) }, reconcileSchema);
      const ended = await watch(hub, value, world);
      const rows = await hub.get(`/reconciles/${value.id}/rows?limit=${MOST_ROWS_SHOWN}`, reconcileRowListSchema);
      const found = rows.value.rows.map((row) => [
        row.domain,
        row.remote_id,
        row.finding,
        Object.entries(row.fields)
          .map(([field, { here, there }]) => `${field}: ${here ?? "nothing"} here, ${there ?? "nothing"} there`)
          .join("; "),
        row.in_flight ? `${row.outcome}, in flight` : row.outcome,
      ]);
      const list = found.length === 0 ? "" : `\n${table(["What", "Id", "Finding", "Fields", "Now"], found)}`;
      const more =
        rows.value.next_cursor === null ? "" : `There is more: GET /api/v1/reconciles/${value.id}/report.csv\n`;
      print(ended, (reconcile) => describe(reconcile) + list + more);
    });
  program
    .command("drift <connection>")
    .description("in how many rows a store and the hub differed, newest first")
    .action(async (id: string, _options, command: Command) => {
      const { hub, print } = toolsOf(command, world);
      print(await hub.get(`/connections/${encodeURIComponent(id)}/drift`, driftSchema), ({ history }) =>
        table(
          ["Reconcile", "What", "Listed", "Differed", "Still", "When"],
          history.map((point) => [
            point.reconcile_id,
            point.domain,
            point.listed,
            point.drift_before,
            point.drift_after,
            point.finished_at,
          ]),
        ),
      );
    });
}

async function watch(hub: HubApi, { id }: Reconcile, world: World): Promise<Reply<Reconcile>> {
  const progress = startProgress("Compared", world);
  try {
    for (;;) {
      const reply = await hub.get(`/reconciles/${id}`, reconcileSchema);
      const { state, domains, error } = reply.value;
      // How many rows a store lists is known at the end only; until then the bar counts.
      progress.show(
        domains.reduce((sum, { listed }) => sum + listed, 0),
        null,
      );
      if (state === "failed" || state === "stopped") {
        throw new HubError("refused", `Reconcile ${id} ${state}: ${error?.message ?? "nobody knows why"}`, {
          remedy: error?.remedy ?? undefined,
        });
      }
      if (state === "done") return reply;
      await world.wait(LOOK_EVERY_MS);
    }
  } finally {
    progress.end();
  }
}

function describe({ domains }: Reconcile): string {
  return table(
    ["What", "Listed", "Ranges", "Apart", "Differed", "Still"],
    domains.map((each) => [
      each.domain,
      each.listed,
      each.ranges,
      each.ranges_apart,
      each.drift_before,
      each.drift_after,
    ]),
  );
}
