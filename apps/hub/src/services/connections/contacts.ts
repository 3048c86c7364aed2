// Since when a store does not answer: noted when that changes, and once a minute while it lasts.
import { noteContact } from "../../database/alerts/alert-causes.ts";
import type { Db } from "../../database/database.ts";
import type { CallObserver } from "../../engine/sessions.ts";

const NOTED_EVERY_MS = 60_000;

export function makeContacts(db: Db, now: () => Date, onFailure: (error: unknown) => void): CallObserver {
  const noted = new Map<number, { readonly error: string | null; readonly at: number }>();
  return ({ key, status }) => {
    const connectionId = Number(/^store:(\d+)/.exec(key)?.[1]);
    if (!Number.isInteger(connectionId)) return;
    const error = silenceOf(status);
    const at = now();
    const held = noted.get(connectionId);
    if (held && held.error === error && at.getTime() - held.at < NOTED_EVERY_MS) return;
    noted.set(connectionId, { error, at: at.getTime() });
    noteContact(db, { connectionId, error, at }).catch(onFailure);
  };
}

/** Any answer is one, but for those that say that the server itself is in trouble. */
function silenceOf(status: number | string): string | null {
  if (typeof status === "string") return status;
  return status >= 500 ? `answered with ${status}` : null;
}
