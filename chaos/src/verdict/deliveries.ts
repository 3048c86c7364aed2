// Every delivery that was acknowledged is stored, and something became of it.

import type { Receipt } from "../load/receipts.ts";
import type { Shop } from "../load/shop.ts";
import { type Check, type Finding, lost, stuck } from "./verdict.ts";

type Row = { readonly key: string; readonly state: string; readonly note: string | null; readonly about: string };

const OPEN = new Set(["waiting", "rereading"]);

export async function checkDeliveries({ database }: Shop, receipts: readonly Receipt[]): Promise<Check> {
  const rows = await database.ask<Row>(`
    select delivery_id || ' ' || encode(body_hash, 'hex') as key, state, note, kind || ' ' || remote_id as about from deliveries`);
  const held = new Map(rows.map((row) => [row.key, row]));
  const wanted = new Set(receipts.map(({ deliveryId, bodyHash }) => `${deliveryId} ${bodyHash}`));
  const missing = [...wanted].filter((key) => !held.has(key)).map((key) => lost(`delivery ${key} was acknowledged`));
  const waiting = rows.filter(({ state }) => OPEN.has(state));
  const parked = rows.filter(({ state, note }) => state === "parked" && note === null);
  const late: Finding[] = [...waiting, ...parked].map(({ about, state }) =>
    stuck(`a delivery about ${about} is ${state}`),
  );
  return {
    name: "acknowledged deliveries, each applied or put down with its reason",
    count: wanted.size,
    findings: [...missing, ...late],
  };
}
