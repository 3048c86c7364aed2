// Which fault comes when: drawn before anything starts, so that a seed means the same campaign again.
import type { Size } from "./options.ts";
import { type Chance, seeded } from "./seeded.ts";

export const KILLS = ["kill a hub process", "kill the database", "kill both"] as const;
export const TROUBLES = [
  "stop the database at once",
  "cut the network",
  "slow the network",
  "reset connections",
  "cut answers in half",
  "the store fails after saving",
  "the store asks for fewer requests",
  "the store answers with web pages",
  "webhooks twice and out of order",
  "the clock jumps",
  "the disk fills",
] as const;
export type FaultKind = (typeof KILLS)[number] | (typeof TROUBLES)[number];

export type Fault = {
  readonly kind: FaultKind;
  readonly atMs: number;
  /** How long it stays, where it does. */
  readonly lastsMs: number;
  /** For whatever the fault has to choose. */
  readonly lot: number;
};

/** Of ten kills one takes the database and one takes both. Each trouble comes once before one comes twice. */
export function drawSchedule(seed: number, { kills, faultEveryMs }: Pick<Size, "kills" | "faultEveryMs">): Fault[] {
  const chance = seeded(seed);
  const troubles = Math.max(TROUBLES.length, Math.round(kills / 2));
  const kinds = shuffled(chance, [
    ...Array.from({ length: kills }, (_, index) => killOf(index)),
    ...Array.from({ length: troubles }, (_, index) => TROUBLES[index % TROUBLES.length] ?? TROUBLES[0]),
  ]);
  let atMs = 0;
  return kinds.map((kind) => {
    atMs += Math.round(faultEveryMs * (0.4 + 1.2 * chance.fraction()));
    return { kind, atMs, lastsMs: chance.between(300, 2_500), lot: chance.fraction() };
  });
}

export function isKill(kind: FaultKind): boolean {
  return KILLS.some((kill) => kill === kind);
}

function killOf(index: number): FaultKind {
  if (index % 10 === 4) return "kill the database";
  return index % 10 === 8 ? "kill both" : "kill a hub process";
}

function shuffled<T>(chance: Chance, items: readonly T[]): T[] {
  const mixed = [...items];
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const other = chance.between(0, last);
    [mixed[last], mixed[other]] = [mixed[other] as T, mixed[last] as T];
  }
  return mixed;
}
