// `logix connect`, `logix connections`, `logix test`, `logix webhooks`.

import { webhookSetupSchema } from "@logix/api/hub/connection-webhooks";
import { type Connection, connectionListSchema, connectionSchema } from "@logix/api/hub/connections";
import type { Command } from "commander";
import { z } from "zod";
import { queryOf } from "../hub-api.ts";
import { addPaging, moreLine, pagingSchema, toolsOf } from "../options.ts";
import { facts, table } from "../table.ts";
import type { World } from "../world.ts";

const connectSchema = z.object({
  key: z.string(),
  secret: z.string(),
  name: z.string().optional(),
  autoSync: z.boolean().default(false),
  webhooks: z.boolean().default(false),
  allowInsecureHttp: z.boolean().optional(),
  webhookSecret: z.string().optional(),
});

export function addConnectionCommands(program: Command, world: World): void {
  const connect = program.command("connect").description("connect a store");
  connect
    .command("woocommerce <url>")
    .description("connect a WooCommerce store; nothing is saved where the store does not accept the key")
    .requiredOption("--key <consumer key>", "ck_…, with Read/Write permission")
    .requiredOption("--secret <consumer secret>", "cs_…")
    .option("--name <name>", "what you call it; without it the store's host")
    .option("--auto-sync", "read everything now, and what is new from then on")
    .option("--webhooks", "set up the store's webhooks too")
    .option("--webhook-secret <secret>", "with which the store signs its deliveries; without it one is made")
    .option("--allow-insecure-http", "for a store without https")
    .action((url: string, _options, command: Command) => connectWooCommerce(url, command, world));
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

async function connectWooCommerce(url: string, command: Command, world: World): Promise<void> {
  const { hub, print } = toolsOf(command, world);
  const { key, secret, name, autoSync, webhooks, allowInsecureHttp, webhookSecret } = connectSchema.parse(
    command.opts(),
  );
  const settings = {
    store_url: url,
    consumer_key: key,
    consumer_secret: secret,
    ...(allowInsecureHttp !== undefined && { allow_insecure_http: allowInsecureHttp }),
    ...(webhookSecret !== undefined && { webhook_secret: webhookSecret }),
  };
  const body = { platform: "woocommerce", name, auto_sync: autoSync, settings };
  const made = await hub.send("POST", "/connections", body, connectionSchema);
  print(made, describeConnection);
  if (webhooks) await setUpWebhooks(made.value.public_id, command, world);
}

/** Repeatable: what the store has already is kept. */
async function setUpWebhooks(id: string, command: Command, world: World): Promise<void> {
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

function describeConnection({ store, ...connection }: Connection): string {
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
