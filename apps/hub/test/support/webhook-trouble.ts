// What happens to the webhooks of a store, and the minutes after which the hub looks.
import type { ConnectedStore } from "./connected-store.ts";
import type { TestHub } from "./test-hub.ts";

export function webhookIds({ store }: ConnectedStore, topicOf = /./): number[] {
  return store.control
    .webhooks()
    .filter(({ topic }) => topicOf.test(String(topic)))
    .map(({ id }) => Number(id));
}

/** As if `minutes` had passed since the connection was made and looked at. */
export async function later(hub: TestHub, minutes: number): Promise<void> {
  const { pool } = hub.database;
  for (const column of ["webhooks_looked_at", "store_settings_at"])
    await pool.query(`update watches set ${column} = ${column} - make_interval(mins => $1)`, [minutes]);
  await pool.query("update connections set created_at = created_at - make_interval(mins => $1)", [minutes]);
  await hub.hub.upkeep.handle("test");
}

export async function openAlerts(hub: TestHub): Promise<{ code: string; title: string; detail: string }[]> {
  const { rows } = await hub.database.pool.query(
    "select code, title, detail from alerts where settled_at is null order by id",
  );
  return rows;
}
