// Wake-up calls for workers, durable in the same database as their cause. What is to be done stands in our own tables;
// a job only says where to look, so a job that comes twice or too early does no harm.
import { CompiledQuery } from "kysely";
import { PgBoss, type WorkOptions } from "pg-boss";
import type { Db } from "../database/database.ts";
import { signAsSender } from "../database/locks.ts";

const QUEUES = ["deliveries", "rereads", "outward", "runs", "bulk", "reconciles", "alerts", "upkeep"] as const;
export type QueueName = (typeof QUEUES)[number];

/** Where to look: one job waits per queue and key, however often it is sent. */
type WakeUp = { readonly key: string; readonly startAfter?: Date };

export type Work = {
  readonly queue: QueueName;
  /** Keys that one worker takes at once. At least 2, or pg-boss drains at the rate of its polling. */
  readonly batchSize: number;
  readonly concurrency: number;
  /** Returns the keys that failed; they come again. Throws where all of them did. */
  handle(keys: readonly string[]): Promise<ReadonlySet<string>>;
};

export type Queue = {
  /** Opens the queue; `work` empty for a process that only sends. */
  start(work: readonly Work[]): Promise<void>;
  /** Takes no new jobs and waits for those that are being worked on, at most so long. */
  stop(timeoutMs: number): Promise<void>;
  /** Within the transaction `db`, so that a job commits with its cause. */
  wake(db: Db, queue: QueueName, wakeUps: readonly WakeUp[]): Promise<void>;
  /** How many jobs wait and run, per queue. */
  depths(): Promise<Readonly<Record<string, { readonly waiting: number; readonly active: number }>>>;
};

export type QueueOptions = { readonly url: string; readonly connections: number; onError(error: Error): void };

const SOON_MS = 5_000;

/**
 * Time that only goes forward. pg-boss reckons its pauses by the clock on the wall: set back by a day while a job is fetched, a
 * worker would sleep for that day.
 */
const steadyClock = {
  now: () => performance.timeOrigin + performance.now(),
  setTimeout: (fn: () => void, ms: number) => setTimeout(fn, ms),
  clearTimeout: (timer: unknown) => clearTimeout(timer as NodeJS.Timeout),
  setInterval: (fn: () => void, ms: number) => setInterval(fn, ms),
  clearInterval: (timer: unknown) => clearInterval(timer as NodeJS.Timeout),
};

export function makeQueue({ url, connections, onError }: QueueOptions): Queue {
  const boss = new PgBoss({
    connectionString: url,
    max: connections,
    application_name: "logix-queue",
    useListenNotify: true,
    superviseIntervalSeconds: 15,
    monitorIntervalSeconds: 15,
    maintenanceIntervalSeconds: 60,
    schedule: false,
    clock: steadyClock,
    reindex: false,
  });
  boss.on("error", onError);
  return {
    start: async (work) => {
      await boss.start();
      await letAccountsSend(boss);
      await Promise.all(QUEUES.map((name) => createQueue(boss, name)));
      for (const each of work) await startWork(boss, each);
    },
    stop: async (timeoutMs) => {
      await boss.stop({ graceful: true, timeout: timeoutMs, close: true });
    },
    wake: (db, queue, wakeUps) => insertJobs(boss, db, queue, wakeUps),
    depths: async () => {
      const queues = await boss.getQueues();
      return Object.fromEntries(
        queues.map((queue) => [queue.name, { waiting: queue.queuedCount, active: queue.activeCount }]),
      );
    },
  };
}

/** Jobs commit with their cause, and the cause may be the request of one account, which runs as a role of its own. */
async function letAccountsSend(boss: PgBoss): Promise<void> {
  await boss.getDb().executeSql(`
    begin;
    select pg_advisory_xact_lock(hashtextextended('grant pgboss', 11));
    grant usage on schema pgboss to logix_account;
    grant select, insert, update on all tables in schema pgboss to logix_account;
    grant execute on all functions in schema pgboss to logix_account;
    commit;`);
}

// `short`: one job waits per key while any number runs; who must not run twice takes a lock (see the traps of other policies
// in docs/decisions).
async function createQueue(boss: PgBoss, name: QueueName): Promise<void> {
  await boss.createQueue(name, {
    policy: "short",
    notify: true,
    heartbeatSeconds: 20,
    expireInSeconds: 600,
    retryLimit: 3,
    retryDelay: 1,
    retryBackoff: true,
    retryDelayMax: 30,
    deleteAfterSeconds: 60,
  });
}

async function startWork(boss: PgBoss, work: Work): Promise<void> {
  const options = {
    batchSize: work.batchSize,
    localConcurrency: work.concurrency,
    burstWhenBatchFull: true,
    pollingIntervalSeconds: 1,
    notifyPollingIntervalSeconds: 2,
    heartbeatRefreshSeconds: 5,
    perJobResults: true,
  } as const satisfies WorkOptions;
  await boss.work<{ key?: string }>(work.queue, options, async (jobs) => {
    const failed = await work.handle(jobs.map(keyOf));
    return jobs.map((job) => ({ id: job.id, status: failed.has(keyOf(job)) ? "failed" : "completed" }));
  });
}

/** An earlier version had jobs without a key. */
function keyOf(job: { readonly data: { readonly key?: string } }): string {
  return job.data?.key ?? "all";
}

async function insertJobs(boss: PgBoss, db: Db, queue: QueueName, wakeUps: readonly WakeUp[]): Promise<void> {
  if (wakeUps.length === 0) return;
  // Deliveries have locks of their own, by resource, under which they are stored and applied. Alerts are raised in the middle of
  // other work, which must not wait for a channel's worker; what is swallowed there waits a minute for upkeep.
  if (queue !== "deliveries" && queue !== "alerts")
    await signAsSender(
      db,
      wakeUps.map(({ key }) => `${queue} ${key}`),
    );
  const jobs = wakeUps.map(({ key, startAfter }) => ({
    data: { key },
    // A job for later must not swallow one for now, nor one for soon, so each has a key of its own.
    singletonKey: startAfter ? `${key}@${isSoon(startAfter) ? "soon" : "later"}` : key,
    // As a distance: our clock and the database's may differ, by much where somebody has just set one of them.
    ...(startAfter && { startAfter: secondsUntil(startAfter) }),
  }));
  await boss.insert(queue, jobs, { db: { executeSql: (text, values) => runRaw(db, text, values) } });
}

/** As pg-boss takes an interval. */
function secondsUntil(at: Date): string {
  return String(Math.max(0, (at.getTime() - Date.now()) / 1000));
}

function isSoon(at: Date): boolean {
  return at.getTime() - Date.now() <= SOON_MS;
}

async function runRaw(db: Db, text: string, values: readonly unknown[] = []): Promise<{ rows: unknown[] }> {
  const { rows } = await db.executeQuery(CompiledQuery.raw(text, [...values]));
  return { rows };
}
