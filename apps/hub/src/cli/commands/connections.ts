// `logix connections`, `logix test`, `logix webhooks`.

import { webhookSetupSchema } from "@logix/api/hub/connection-webhooks";
import { type Connection, connectionListSchema, connectionSchema } from "@logix/api/hub/connections";
import type { Command } from "commander";
import { queryOf } from "../hub-api.ts";
import { addPaging, moreLine, pagingSchema, toolsOf } from "../options.ts";
import { facts, table } from "../table.ts";
import type { World } from "../world.ts";

export function addConnectionCommands(program: Command, world: World): void {
  addPaging(program.command("connections").description("the connected stores")).action((_options, command: Command) =>
    listConnections(command, world),
  );
  program
    .command("test <connection>")
    .description("ask the store who it is; by the connection's number or public id")
    .action((id: string, _options, command: Command) => testConnection(id, command, world));
  program
    .command("webhooks <connection>")
    .description("set up the store's webhooks; what is there already is kept")
    .action((id: string, _options, command: Command) => setUpWebhooks(id, command, world));
}

/** Repeatable: what the store has already is kept. */
export async function setUpWebhooks(id: string, command: Command, world: World): Promise<void> {
  const { hub, print } = toolsOf(command, world);
  const path = `/connections/${encodeURIComponent(id)}/webhooks`;
  print(await hub.send("POST", path, {}, webhookSetupSchema), ({ webhooks: all }) =>
    table(
      ["Webhook", "Status", "Made now"],
      all.map((each) => [each.topic, each.status, each.created ? "yes" : "was there"]),
    ),
  );
}

async function listConnections(command: Command, world: World): Promise<void> {
  const { hub, print } = toolsOf(command, world);
  const query = queryOf(pagingSchema.parse(command.opts()));
  print(await hub.get(`/connections${query}`, connectionListSchema), ({ connections, next_cursor }) => {
    const rows = connections.map((each) => [
      each.id,
      each.public_id,
      each.name,
      each.store_url,
      each.status,
      each.auto_sync ? `every ${each.sync_interval_minutes} min` : "by hand",
      each.last_sync_at,
    ]);
    return table(["No", "Public id", "Name", "Store", "Status", "Read", "Last read"], rows) + moreLine(next_cursor);
  });
}

async function testConnection(id: string, command: Command, world: World): Promise<void> {
  const { hub, print } = toolsOf(command, world);
  const path = `/connections/${encodeURIComponent(id)}/test`;
  print(
    await hub.send("POST", path, {}, connectionSchema),
    (value) => `The store answers.\n${describeConnection(value)}`,
  );
}

export function describeConnection({ store, ...connection }: Connection): string {
  return facts([
    ["Connection", `${connection.id} (${connection.public_id})`],
    ["Name", connection.name],
    ["Store", connection.store_url],
    ["Status", connection.status_reason ? `${connection.status}: ${connection.status_reason}` : connection.status],
    ["Platform", store ? `${connection.platform} ${store.platform_version}` : connection.platform],
    ["Currency", store?.currency ?? null],
    ["Access", store?.access ?? null],
    ...(store?.warnings ?? []).map((warning) => ["Warning", warning] as const),
  ]);
}
