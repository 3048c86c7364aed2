// After the last fault: the owner wakes the webhooks, the store is read once more as the schedule would in its time, and what
// waits may take its time, but not for ever.
import { setTimeout as delay } from "node:timers/promises";
import { wakeWebhooks } from "./load/owner.ts";
import type { Shop } from "./load/shop.ts";
import { openWork } from "./verdict/leftovers.ts";

const LOOK_MS = 500;
/** Attempts double up to a quarter of an hour; under faults of seconds none has come that far. */
const PATIENCE_MS = 240_000;

export async function settle(shop: Shop): Promise<void> {
  while (!(await wakeWebhooks(shop))) await delay(LOOK_MS);
  await shop.store.control.deliveriesSettled();
  await isQuiet(shop);
  // Deliveries that were never acknowledged are found by the scheduled reading; nobody waits for its minute here.
  for (const kind of ["orders", "products"])
    await shop.api.until({ method: "POST", path: `/api/v1/connections/${shop.connection.id}/runs`, body: { kind } });
  await isQuiet(shop);
  await shop.store.control.deliveriesSettled();
  await isQuiet(shop);
}

/** Returns when nothing has waited twice in a row, or when patience ends; what waits then is named by the verdict. */
async function isQuiet({ database }: Shop): Promise<void> {
  const ends = performance.now() + PATIENCE_MS;
  for (let quiet = 0; quiet < 2 && performance.now() < ends; await delay(LOOK_MS))
    quiet = (await openWork(database)).length === 0 ? quiet + 1 : 0;
}
