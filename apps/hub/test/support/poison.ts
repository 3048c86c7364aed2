// Rows that the database refuses to store, whatever is tried: what a defect of our own or a bent record would do.
import type { TestHub } from "./test-hub.ts";

/** What makes a row poisonous: the note of an order; of parked work all of it. */
const POISONOUS = { orders: "new.customer_note = 'poison'", parked_work: "true" } as const;

/** Every write of such rows into `table` fails; returns how to end that. */
export async function poison(hub: TestHub, table: keyof typeof POISONOUS): Promise<() => Promise<void>> {
  const name = `poisoned_${table}`;
  const { pool } = hub.database;
  await pool.query(`
    create function ${name}() returns trigger language plpgsql as $$
    begin
      raise exception 'this row is poisonous';
    end $$;
    create trigger ${name} before insert or update on ${table}
      for each row when (${POISONOUS[table]}) execute function ${name}();`);
  return async () => void (await pool.query(`drop function ${name} cascade`));
}
