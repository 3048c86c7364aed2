// One process of the hub in the role that the environment names: started, told of, and stopped gracefully.
import { ConfigError, readConfig } from "./config.ts";
import { makeLog } from "./log.ts";
import { startHub } from "./start-hub.ts";

const OLDEST_NODE = 24;
const STOP_TIMEOUT_MS = 30_000;

export async function runHub(): Promise<void> {
  try {
    await run();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

async function run(): Promise<void> {
  if (Number(process.versions.node.split(".")[0]) < OLDEST_NODE) {
    throw new ConfigError(`Logix needs Node ${OLDEST_NODE} and this is ${process.version}. Start it with: npm start`);
  }
  const config = readConfig(process.env);
  const log = makeLog({ level: config.logLevel, file: config.logFile });
  const { address, stop } = await startHub(config, log);
  log.info({ role: config.role, address }, "ready");
  process.stdout.write(`Logix is ready at ${address} (API documentation: ${address}/docs)\n`);
  let stopping = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      log.info({ signal }, "stopping");
      setTimeout(() => process.exit(1), STOP_TIMEOUT_MS).unref();
      stop().then(
        () => process.exit(0),
        (err: unknown) => {
          log.error({ err }, "did not stop cleanly");
          process.exit(1);
        },
      );
    });
  }
}
