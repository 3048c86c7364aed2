// Two hubs started on the same folder share its embedded server. Only the one that leaves last may stop it.
import pg from "pg";

export type Presence = {
  /** Signs off. True when nobody else is signed on. */
  leave(): Promise<boolean>;
};

/** Any number that nobody else takes: the lock's name. */
const PRESENT = 720_011_418;

/** Signed on as long as this process lives: the lock goes with its connection. */
export async function signOn(url: string): Promise<Presence> {
  const client = new pg.Client({ connectionString: url, application_name: "logix-presence", keepAlive: true });
  client.on("error", () => {}); // the server is gone or restarted; then there is nothing to keep for others
  await client.connect();
  await client.query("select pg_advisory_lock_shared($1)", [PRESENT]);
  return { leave: () => leave(client).finally(() => client.end().catch(() => {})) };
}

async function leave(client: pg.Client): Promise<boolean> {
  try {
    await client.query("select pg_advisory_unlock_shared($1)", [PRESENT]);
    const { rows } = await client.query<{ alone: boolean }>("select pg_try_advisory_lock($1) as alone", [PRESENT]);
    return rows[0]?.alone === true;
  } catch {
    return true; // the connection was lost: as before there were others to think of
  }
}
