// Tells listeners which kinds of things changed in their account. Looked up from the database, so that it does not matter
// which process made the change; once a second for each account that somebody watches, however many do.
import { HubError } from "@logix/model";
import type { Database } from "../../database/database.ts";
import { type ChangeMarks, selectChangeMarks } from "../../database/sync/changes.ts";
import type { Principal } from "../principal.ts";

export type Topic = keyof ChangeMarks;
export type Listener = (topics: readonly Topic[]) => void;

export type EventsOptions = {
  readonly database: Database;
  readonly everyMs?: number | undefined;
  /** How often a listener hears that the stream lives, and is asked who it is. */
  readonly heartbeatMs?: number | undefined;
  readonly onError: (error: unknown) => void;
};

type Watch = {
  readonly listeners: Set<Listener>;
  readonly timer: NodeJS.Timeout;
  marks: ChangeMarks | undefined;
  isLooking: boolean;
};

const EVERY_MS = 1_000;
/** Often enough that no proxy takes the silence for an end. */
const HEARTBEAT_MS = 15_000;
/** Each open tab in front of somebody's eyes is one. */
const MOST_PER_USER = 12;

export function makeEvents({ database, everyMs = EVERY_MS, heartbeatMs = HEARTBEAT_MS, onError }: EventsOptions) {
  const watches = new Map<number, Watch>();
  const counts = new Map<number, number>();

  const look = async (accountId: number): Promise<void> => {
    const watch = watches.get(accountId);
    if (!watch || watch.isLooking) return;
    watch.isLooking = true;
    try {
      const marks = await database.asAccount(accountId, (db) => selectChangeMarks(db, accountId));
      const topics = changedTopics(watch.marks, marks);
      watch.marks = marks ?? watch.marks;
      if (topics.length > 0) for (const listener of watch.listeners) listener(topics);
    } catch (error) {
      onError(error);
    } finally {
      watch.isLooking = false;
    }
  };

  const watchOf = (accountId: number): Watch => {
    const known = watches.get(accountId);
    if (known) return known;
    const timer = setInterval(() => void look(accountId), everyMs);
    const watch: Watch = { listeners: new Set(), timer, marks: undefined, isLooking: false };
    watches.set(accountId, watch);
    void look(accountId);
    return watch;
  };

  return {
    heartbeatMs,
    /** @returns what ends it @throws HubError `limited` */
    listen: ({ accountId, userId }: Principal, listener: Listener): (() => void) => {
      const count = counts.get(userId) ?? 0;
      if (count >= MOST_PER_USER) throw tooMany();
      counts.set(userId, count + 1);
      const watch = watchOf(accountId);
      watch.listeners.add(listener);
      return () => {
        if (!watch.listeners.delete(listener)) return;
        lower(counts, userId);
        if (watch.listeners.size > 0) return;
        clearInterval(watch.timer);
        watches.delete(accountId);
      };
    },
  };
}

export type Events = ReturnType<typeof makeEvents>;

function changedTopics(before: ChangeMarks | undefined, after: ChangeMarks | undefined): readonly Topic[] {
  if (!before || !after) return [];
  return TOPICS.filter((topic) => before[topic] !== after[topic]);
}

const KNOWN: Readonly<Record<Topic, true>> = {
  orders: true,
  runs: true,
  parked: true,
  deliveries: true,
  connections: true,
  stock: true,
  customers: true,
  products: true,
  alerts: true,
};
const TOPICS = Object.keys(KNOWN).filter((name): name is Topic => name in KNOWN);

function lower(counts: Map<number, number>, key: number): void {
  const left = (counts.get(key) ?? 1) - 1;
  if (left > 0) counts.set(key, left);
  else counts.delete(key);
}

function tooMany(): HubError {
  return new HubError("limited", `There are ${MOST_PER_USER} listeners of this user already`, {
    code: "too_many_listeners",
    remedy: "Close one of them first",
  });
}
