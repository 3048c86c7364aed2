// The PostgreSQL of a campaign, seen from outside: looked into, killed, and started again where nobody else does it.
import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { openDatabase } from "../../apps/hub/src/database/connect.ts";
import { startEmbeddedPostgres } from "../../apps/hub/src/database/server/launcher.ts";
import { runningPostmaster } from "../../apps/hub/src/database/server/postmaster-file.ts";

export type CampaignDatabase = {
  readonly url: string;
  /** Asked until it answers: the server dies now and then. */
  ask<Row extends object>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /** False where no server was there to be hit. */
  hit(signal: "SIGKILL" | "SIGQUIT"): boolean;
  /** Resolves when it runs and answers. */
  start(): Promise<void>;
  close(): Promise<void>;
};

export async function openCampaignDatabase(
  dataDir: string,
  settings: Readonly<Record<string, string | number>>,
): Promise<CampaignDatabase> {
  const server = await startEmbeddedPostgres({ dataDir, settings });
  const endIt = () => void hit(dataDir, "SIGQUIT");
  // Before the disk is taken away from under it.
  process.prependListener("exit", endIt);
  return {
    url: server.url("postgres"),
    ask: (text, values = []) => askUntil(dataDir, text, values),
    hit: (signal) => hit(dataDir, signal),
    start: async () => {
      while ((await startEmbeddedPostgres({ dataDir, settings }).catch(() => null)) === null) await delay(200);
    },
    close: async () => {
      if (runningPostmaster(dataDir)) await (await startEmbeddedPostgres({ dataDir, settings })).stop();
      process.off("exit", endIt);
    },
  };
}

function hit(dataDir: string, signal: NodeJS.Signals): boolean {
  const running = runningPostmaster(dataDir);
  if (running === undefined) return false;
  process.kill(running.pid, signal);
  return true;
}

async function askUntil<Row extends object>(
  dataDir: string,
  text: string,
  values: readonly unknown[],
): Promise<readonly Row[]> {
  for (;;) {
    const rows = await askOnce<Row>(dataDir, text, values).catch(asPassing);
    if (rows) return rows;
    await delay(250);
  }
}

/** A mistake in the question is ours; everything else will pass. */
function asPassing(error: unknown): null {
  if (error instanceof Error && "code" in error && String(error.code).startsWith("42")) throw error;
  return null;
}

async function askOnce<Row extends object>(
  dataDir: string,
  text: string,
  values: readonly unknown[],
): Promise<readonly Row[]> {
  const port = runningPostmaster(dataDir)?.port;
  if (!port) throw new Error("The database is away");
  const password = encodeURIComponent(readFileSync(`${dataDir}.password`, "utf8").trim());
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  const opened = openDatabase(url, { max: 1, applicationName: "campaign", statementTimeoutMs: 60_000 });
  try {
    return (await opened.pool.query<Row>(text, [...values])).rows;
  } finally {
    await opened.close();
  }
}
