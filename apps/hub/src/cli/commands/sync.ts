// `logix sync`: reads orders while you wait.
import { connectionSchema } from "@logix/api/hub/connections";
import { runListSchema } from "@logix/api/hub/runs";
import { syncResultSchema } from "@logix/api/logix";
import type { Command } from "commander";
import { z } from "zod";
import type { HubApi, Reply } from "../hub-api.ts";
import { toolsOf, wholeNumber } from "../options.ts";
import { startProgress } from "../progress.ts";
import { facts, table } from "../table.ts";
import type { World } from "../world.ts";

const optionsSchema = z.object({
  status: z.string().optional(),
  since: z.string().optional(),
  limit: z.number().optional(),
  all: z.boolean().default(false),
});
type Options = z.infer<typeof optionsSchema>;

const replySchema = z.object({ message: z.string(), result: syncResultSchema });
type SyncResult = z.infer<typeof syncResultSchema>;

/** With --all: small enough that the bar moves, large enough for few requests. */
const AT_ONCE = 500;
/** The hub's own end. */
const MOST_AT_ONCE = 10_000;

export function addSyncCommand(program: Command, world: World): void {
  program
    .command("sync <connection>")
    .description("read orders now; without a filter it goes on where the last sync ended")
    .option(
      "--status <status>",
      "only these, in the store's words or the hub's, several by comma; older ones with --since",
    )
    .option("--since <time>", "only what was modified since, such as 2025-10-01T00:00:00Z")
    .option("--limit <count>", "how many at most (default: 100)", wholeNumber)
    .option("--all", "until nothing is left")
    .action(async (id: string, _options, command: Command) => {
      const { hub, print } = toolsOf(command, world);
      const options = optionsSchema.parse(command.opts());
      const { value: connection } = await hub.get(`/connections/${encodeURIComponent(id)}`, connectionSchema);
      const path = `/${connection.platform}/integrations/${connection.public_id}/sync`;
      print(await readOrders(hub, { path, connectionId: connection.id }, options, world), describeResult);
    });
}

type Target = { readonly path: string; readonly connectionId: number };

async function readOrders(hub: HubApi, target: Target, options: Options, world: World): Promise<Reply<SyncResult>> {
  const { all, status, since } = options;
  // With a filter of its own each call begins anew instead of going on, so it has to be one.
  const goesOn = all && status === undefined && since === undefined;
  const limit = options.limit ?? (goesOn ? AT_ONCE : all ? MOST_AT_ONCE : undefined);
  const progress = startProgress("Orders", world);
  let sum: SyncResult | undefined;
  try {
    do {
      const { value } = await hub.send("POST", target.path, { status, since, limit }, replySchema);
      sum = sum === undefined ? value.result : added(sum, value.result);
      progress.show(sum.total_orders, sum.has_more ? await totalOf(hub, target) : sum.total_orders);
    } while (goesOn && sum.has_more);
  } finally {
    progress.end();
  }
  return { value: sum, raw: sum };
}

/** What the store says there are, of the run that has just been cut short. */
async function totalOf(hub: HubApi, { connectionId }: Target): Promise<number | null> {
  const { value } = await hub.get(`/runs?connection_id=${connectionId}&limit=1`, runListSchema);
  return value.runs[0]?.total ?? null;
}

function added(sum: SyncResult, next: SyncResult): SyncResult {
  return {
    ...next,
    total_orders: sum.total_orders + next.total_orders,
    synced: sum.synced + next.synced,
    failed: sum.failed + next.failed,
    created: sum.created + next.created,
    updated: sum.updated + next.updated,
    unchanged: sum.unchanged + next.unchanged,
    errors: [...sum.errors, ...next.errors],
  };
}

function describeResult(result: SyncResult): string {
  const counts = facts([
    ["Orders", result.total_orders],
    ["New", result.created],
    ["Changed", result.updated],
    ["Known", result.unchanged],
    ["Failed", result.failed],
  ]);
  const errors = result.errors.map(({ order_id, message, remedy }) => [order_id, message, remedy]);
  const list = errors.length === 0 ? "" : `\n${table(["Order", "What happened", "What helps"], errors)}`;
  return counts + list + (result.has_more ? "More orders are waiting: sync again, or use --all.\n" : "");
}
