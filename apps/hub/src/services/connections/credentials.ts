// Credentials that run out: renewed shortly before, by one process at a time, and stored before anybody uses them. A process
// that dies in between leaves the old ones, with which the next one renews again.
import { setTimeout as delay } from "node:timers/promises";
import { HubError, isHubError } from "@logix/model";
import type { Connector, Credentials } from "../../connector-kit/contract.ts";
import type { LimitedFetch } from "../../connector-kit/http.ts";
import { claimRenewal, storeRenewed } from "../../database/connections/authorisations.ts";
import { findConnection } from "../../database/connections/connections.ts";
import type { Database } from "../../database/database.ts";
import { SEALED, type Sealer } from "../../database/sealing.ts";

export type Keeping = {
  readonly id: number;
  readonly connector: Connector;
  readonly settings: unknown;
  readonly fetch: LimitedFetch;
};

/** Longer than the request for new ones may take. */
const TURN_MS = 60_000;
const LOOK_AGAIN_MS = 150;
/** Somebody else renews them: so long we wait for the result before the work is put off. */
const MOST_LOOKS = 60;

export function makeCredentialKeeper(
  database: Database,
  sealer: Sealer,
  now: () => Date,
  onRenewed: (id: number) => void,
) {
  async function held({ id, connector }: Keeping): Promise<unknown> {
    const row = await findConnection(database.db, id);
    if (!row) throw new HubError("missing", "There is no such connection");
    return connector.settings.parse(JSON.parse(sealer.open(row.settings_sealed, SEALED.connectionSettings)));
  }

  /** Newer ones than `old`: made by somebody else meanwhile, or by us. */
  async function newerThan(old: unknown, keeping: Keeping): Promise<unknown> {
    for (let look = 0; look < MOST_LOOKS; look += 1) {
      const found = await held(keeping);
      if (!isSame(found, old)) return found;
      if (await claimRenewal(database.db, keeping.id, TURN_MS)) return renewInTurn(old, keeping);
      await delay(LOOK_AGAIN_MS);
    }
    throw new HubError("limited", "The credentials of this connection are being renewed", {
      code: "credentials_renewing",
      retryAt: new Date(now().getTime() + LOOK_AGAIN_MS * MOST_LOOKS),
    });
  }

  async function renewInTurn(old: unknown, keeping: Keeping): Promise<unknown> {
    let renewed: unknown;
    try {
      // Whoever had the turn before us may have ended it between our look and our claim.
      const found = await held(keeping);
      if (!isSame(found, old)) return found;
      renewed = await keeping.connector.oauth?.renew(old, keeping.fetch, now());
      return renewed ?? old;
    } catch (error) {
      if (!isHubError(error, "disconnected")) throw error;
      // Refused, perhaps because somebody connected the store anew while we asked.
      const found = await held(keeping);
      if (isSame(found, old)) throw error;
      return found;
    } finally {
      const sealed = renewed === undefined ? null : sealer.seal(JSON.stringify(renewed), SEALED.connectionSettings);
      await storeRenewed(database.db, keeping.id, sealed);
      if (sealed) onRenewed(keeping.id);
    }
  }

  return {
    of: (keeping: Keeping): Credentials<unknown> => {
      let latest = keeping.settings;
      return {
        current: async () => {
          const dueAt = keeping.connector.oauth?.renewAt(latest) ?? null;
          if (dueAt === null || dueAt > now()) return latest;
          try {
            latest = await newerThan(latest, keeping);
          } catch (error) {
            // They are renewed well before they run out: what is left of their time serves until the next try.
            if (!isHubError(error, "unreachable", "limited", "unreadable")) throw error;
          }
          return latest;
        },
        renew: async (refused) => {
          if (!isSame(refused, latest)) return latest;
          latest = await newerThan(refused, keeping);
          return latest;
        },
      };
    },
  };
}

/** Settings are plain data that one schema made, so equal ones have equal texts. */
function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
