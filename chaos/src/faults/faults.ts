// What each fault does. It is counted when it has hit something.
import { writeFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import type { DeliveryFault, FaultRule } from "../../../apps/sandbox/src/woocommerce/index.ts";
import type { Fault, FaultKind } from "../schedule.ts";
import type { Field } from "./field.ts";
import type { Weather } from "./network.ts";

type Hit = (field: Field, fault: Fault) => Promise<boolean>;

const JUMPS_MS = [-86_400_000, -3_600_000, -90_000, 90_000, 3_600_000, 86_400_000] as const;

const MOST_LOOKS = 200;
const LOOK_MS = 50;

const HITS: Readonly<Record<FaultKind, Hit>> = {
  "kill a hub process": async ({ hub }, { lot }) => {
    const process = hub[Math.floor(lot * hub.length)];
    // Four of five meet it at work, the fifth wherever it is, also while it starts.
    if ((lot * 100) % 1 < 0.8) await process?.atWork();
    return (await process?.kill()) === true;
  },
  "kill the database": (field, fault) => hitDatabase(field, "SIGKILL", fault.lastsMs),
  "kill both": async (field, fault) => {
    const [isHit] = await Promise.all([
      hitDatabase(field, "SIGKILL", fault.lastsMs),
      ...field.hub.map((process) => process.kill()),
    ]);
    return isHit;
  },
  "stop the database at once": (field, fault) => hitDatabase(field, "SIGQUIT", fault.lastsMs),
  "cut the network": (field, fault) => underWeather(field, fault, "cut"),
  "slow the network": (field, fault) => underWeather(field, fault, "slow"),
  "cut answers in half": (field, fault) => underWeather(field, fault, "half"),
  "reset connections": async ({ toStore, toHub }) => {
    await delay(0);
    return toStore.reset() + toHub.reset() > 0;
  },
  "the store fails after saving": (field, fault) =>
    underRules(field, fault, [
      { kind: "save-then-500", probability: 0.5 },
      { kind: "save-then-drop", probability: 0.5 },
    ]),
  "the store asks for fewer requests": (field, fault) =>
    underRules(field, fault, [{ kind: "status", status: 429, retryAfterSeconds: 1 }]),
  "the store answers with web pages": (field, fault) =>
    underRules(field, fault, [
      { kind: "html-404-200", probability: 0.3 },
      { kind: "truncate", probability: 0.4 },
    ]),
  "webhooks twice and out of order": async ({ store }, { lastsMs }) => {
    const faults: DeliveryFault[] = [
      { kind: "duplicate", probability: 0.5 },
      { kind: "reorder", probability: 0.5 },
    ];
    store.control.deliveryFaults.set(faults);
    await delay(lastsMs * 2);
    store.control.deliveryFaults.clear();
    return true;
  },
  "the clock jumps": async ({ clockFile }, { lot }) => {
    setClock(clockFile, JUMPS_MS[Math.floor(lot * JUMPS_MS.length)] ?? 0);
    return true;
  },
  "the disk fills": async ({ disk }, { lastsMs }) => {
    if (disk?.fill() !== true) return false;
    await delay(lastsMs);
    disk.free();
    return true;
  },
};

export async function strike(field: Field, fault: Fault): Promise<void> {
  const isHit = await HITS[fault.kind](field, fault);
  field.tally.add(isHit ? fault.kind : `missed: ${fault.kind}`);
}

/** Everything as it should be; what was killed comes back by itself. */
export async function makePeace({ toStore, toHub, store, clockFile, disk, database, ...field }: Field): Promise<void> {
  for (const network of [toStore, toHub]) network.set("fair");
  store.control.faults.clear();
  store.control.deliveryFaults.clear();
  setClock(clockFile, 0);
  disk?.free();
  if (!field.hubKeepsDatabase) await database.start();
}

export function setClock(file: string, shiftMs: number): void {
  writeFileSync(file, String(shiftMs));
}

async function hitDatabase(
  { database, hubKeepsDatabase }: Field,
  signal: "SIGKILL" | "SIGQUIT",
  awayMs: number,
): Promise<boolean> {
  const isHit = await hitSoon(database, signal);
  if (hubKeepsDatabase) return isHit;
  await delay(awayMs);
  await database.start();
  return isHit;
}

/** One that is just being started again is waited for. */
async function hitSoon(database: Field["database"], signal: "SIGKILL" | "SIGQUIT"): Promise<boolean> {
  for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
    if (database.hit(signal)) return true;
    await delay(LOOK_MS);
  }
  return false;
}

/** On the way to the store, to the hub, or both, as the lot says. */
async function underWeather({ toStore, toHub }: Field, { lot, lastsMs }: Fault, weather: Weather): Promise<boolean> {
  const roads = lot < 0.4 ? [toStore] : lot < 0.8 ? [toHub] : [toStore, toHub];
  for (const road of roads) road.set(weather);
  await delay(lastsMs);
  for (const road of roads) road.set("fair");
  return true;
}

async function underRules({ store }: Field, { lastsMs }: Fault, rules: readonly FaultRule[]): Promise<boolean> {
  store.control.faults.set(rules);
  await delay(lastsMs);
  store.control.faults.clear();
  return true;
}
