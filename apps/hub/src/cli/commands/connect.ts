// `logix connect <platform>`: each platform has its own way in; what comes of it is the same.
import { type Connection, connectionSchema } from "@logix/api/hub/connections";
import { authoriseReplySchema } from "@logix/api/logix-oauth";
import { HubError } from "@logix/model";
import { type Command, Option } from "commander";
import { z } from "zod";
import { toolsOf } from "../options.ts";
import { facts } from "../table.ts";
import type { World } from "../world.ts";
import { describeConnection, setUpWebhooks } from "./connections.ts";

const sharedSchema = z.object({
  name: z.string().optional(),
  autoSync: z.boolean().default(false),
  webhooks: z.boolean().default(false),
});
const wooSchema = sharedSchema.extend({
  key: z.string(),
  secret: z.string(),
  allowInsecureHttp: z.boolean().optional(),
  webhookSecret: z.string().optional(),
});
const shopifySchema = sharedSchema.extend({
  token: z.string().optional(),
  clientId: z.string(),
  clientSecret: z.string(),
  money: z.string().optional(),
});

export function addConnectCommands(program: Command, world: World): void {
  const connect = program.command("connect").description("connect a store");
  addShared(
    connect
      .command("woocommerce <url>")
      .description("connect a WooCommerce store; nothing is saved where the store does not accept the key")
      .requiredOption("--key <consumer key>", "ck_…, with Read/Write permission")
      .requiredOption("--secret <consumer secret>", "cs_…"),
  )
    .option("--webhook-secret <secret>", "with which the store signs its deliveries; without it one is made")
    .option("--allow-insecure-http", "for a store without https")
    .action((url: string, _options, command: Command) => connectWooCommerce(url, command, world));
  addShared(
    connect
      .command("shopify <shop>")
      .description(
        "connect a Shopify shop; without --token you get the address of the page on which its merchant agrees",
      )
      .requiredOption("--client-id <id>", "of your own app at Shopify")
      .requiredOption("--client-secret <secret>", "the app's; deliveries are signed with it")
      .option("--token <access token>", "shpat_…, of an app that was made in the shop's own admin"),
  )
    .addOption(new Option("--money <side>", "which of a sale's two currencies counts").choices(["shop", "presentment"]))
    .action((shop: string, _options, command: Command) => connectShopify(shop, command, world));
}

function addShared(command: Command): Command {
  return command
    .option("--name <name>", "what you call it; without it the store's host")
    .option("--auto-sync", "read everything now, and what is new from then on")
    .option("--webhooks", "set up the store's webhooks too");
}

async function connectWooCommerce(url: string, command: Command, world: World): Promise<void> {
  const { key, secret, allowInsecureHttp, webhookSecret } = wooSchema.parse(command.opts());
  await connectWith("woocommerce", command, world, {
    store_url: url,
    consumer_key: key,
    consumer_secret: secret,
    ...(allowInsecureHttp !== undefined && { allow_insecure_http: allowInsecureHttp }),
    ...(webhookSecret !== undefined && { webhook_secret: webhookSecret }),
  });
}

async function connectShopify(shop: string, command: Command, world: World): Promise<void> {
  const options = shopifySchema.parse(command.opts());
  const { token, clientId: client_id, clientSecret: client_secret, money } = options;
  if (token === undefined) return askForConsent(shop, options, command, world);
  const settings = { store_url: shop, access_token: token, client_id, client_secret, ...(money && { money }) };
  await connectWith("shopify", command, world, settings);
}

async function connectWith(
  platform: string,
  command: Command,
  world: World,
  settings: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { hub, print } = toolsOf(command, world);
  const { name, autoSync, webhooks } = sharedSchema.parse(command.opts());
  const body = { platform, name, auto_sync: autoSync, settings };
  const made = await hub.send("POST", "/connections", body, connectionSchema);
  print<Connection>(made, describeConnection);
  if (webhooks) await setUpWebhooks(made.value.public_id, command, world);
}

/** The connection is made by the merchant's browser on its way back; what belongs to a connection can only be set after that. */
async function askForConsent(
  shop: string,
  { clientId, clientSecret, name, autoSync, webhooks, money }: z.infer<typeof shopifySchema>,
  command: Command,
  world: World,
): Promise<void> {
  if (webhooks || money !== undefined) throw onlyWithToken();
  const { hub, print } = toolsOf(command, world);
  const body = {
    shop,
    client_id: clientId,
    client_secret: clientSecret,
    ...(name !== undefined && { integration_name: name }),
    auto_sync: autoSync,
  };
  const reply = await hub.send("POST", "/shopify/oauth/authorize", body, authoriseReplySchema);
  print(reply, ({ authorization_url: address, expires_at: until }) =>
    facts([
      ["Open", address],
      ["Until", until],
      ["Then", "npm run logix -- connections"],
    ]),
  );
}

function onlyWithToken(): HubError {
  return new HubError("invalid", "--webhooks and --money need a shop that is connected at once, with --token", {
    remedy: "Let the merchant agree first, then run: npm run logix -- webhooks <connection>",
  });
}
