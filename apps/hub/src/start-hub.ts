// One hub, from its configuration to an open port: database, migrations, secrets, first user.
import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Logger } from "pino";
import { type Hub, makeHub } from "./app.ts";
import { type Config, ConfigError } from "./config.ts";
import { signOn } from "./database/access/last-user.ts";
import { migrate } from "./database/migrate.ts";
import { startEmbeddedPostgres } from "./database/server/launcher.ts";
import { readOrCreateSecret } from "./secret-file.ts";

type Store = { readonly url: string; stop(): Promise<void> };

export async function startHub(
  config: Config,
  log: Logger,
): Promise<{ readonly hub: Hub; readonly address: string; stop(): Promise<void> }> {
  const store = await openStore(config, log);
  let address = config.publicUrl;
  let opened: Hub | undefined;
  try {
    const applied = await migrate(store.url);
    if (applied.length > 0) log.info({ applied }, "database migrated");
    const hub = await makeHub({
      databaseUrl: store.url,
      role: config.role,
      publicUrl: () => address,
      encryptionKey:
        config.encryptionKey ??
        Buffer.from(readOrCreateSecret(join(config.dataDir, "encryption.key"), newKey), "base64"),
      previousEncryptionKey: config.previousEncryptionKey,
      allowPrivateHosts: config.allowPrivateHosts,
      storeRequestsPerSecond: config.storeRequestsPerSecond,
      trustProxy: config.trustProxy,
      mail: { smtpUrl: config.smtpUrl, from: config.mailFrom },
      dataDir: config.databaseUrl === undefined ? config.dataDir : undefined,
      log,
      now: () => new Date(),
    });
    opened = hub;
    const welcome = await hub.services.firstRun.ensureFirstUser({
      email: config.adminEmail,
      password: config.adminPassword,
    });
    await hub.start();
    const listening = await hub.server.listen({ host: config.host, port: config.port }).catch(explainPort(config));
    if (config.port === 0) address = listening;
    if (welcome?.password !== undefined || welcome?.path !== undefined) greet(welcome, address);
    const stop = async () => {
      await hub.stop();
      await store.stop();
    };
    return { hub, address, stop };
  } catch (error) {
    await opened?.stop().catch((err: unknown) => log.warn({ err }, "did not stop cleanly"));
    await store.stop();
    throw error;
  }
}

function explainPort({ host, port }: Config): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof Error && "code" in error && error.code === "EADDRINUSE")) throw error;
    throw new ConfigError(
      `Port ${port} of ${host} is taken, perhaps by a Logix that runs already. Stop that one, or set PORT to another port.`,
      { cause: error },
    );
  };
}

async function openStore(config: Config, log: Logger): Promise<Store> {
  if (config.databaseUrl !== undefined) return { url: config.databaseUrl, stop: async () => {} };
  mkdirSync(config.dataDir, { recursive: true });
  const postgres = await startEmbeddedPostgres({
    dataDir: join(config.dataDir, "postgres"),
    log: (message) => log.debug(message),
  });
  const url = postgres.url("postgres");
  let presence = await signOn(url);
  const signOnAgain = () =>
    signOn(url).then(
      (renewed) => (presence = renewed),
      (err: unknown) => log.warn({ err }, "could not sign on at the database that was started again"),
    );
  const kept = postgres.keep(
    (message) => log.warn(message),
    () => void signOnAgain(),
  );
  return { url, stop: async () => ((await presence.leave()) ? kept.stop() : kept.leave()) };
}

function newKey(): string {
  return randomBytes(32).toString("base64");
}

/** To the terminal alone, once: a log file is no place for it. */
function greet(
  welcome: { readonly email: string; readonly password?: string; readonly path?: string },
  address: string,
): void {
  const lines = [
    "",
    "  Welcome to Logix. This is shown once:",
    `    e-mail    ${welcome.email}`,
    ...(welcome.password === undefined ? [] : [`    password  ${welcome.password}`]),
    ...(welcome.path === undefined ? [] : [`    or choose your own password at ${address}${welcome.path}`]),
    "",
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}
