// The store's settings as a fingerprint. A currency, a tax display or a time zone that changes makes every row mean something
// else though no row was touched: what it concerns is read again from the beginning.
import { z } from "zod";
import type { StoreSettings } from "../../connector-kit/store-index.ts";
import { updateConnection } from "../../database/connections/connections.ts";
import { connectionsToLookAt, findWatch, keepStoreSettings, touchWatches } from "../../database/connections/watches.ts";
import type { Database } from "../../database/database.ts";
import type { RunKind } from "../../database/sync/runs.ts";
import type { Alerts } from "../alerts/alerts.ts";
import type { Connection, Stores } from "../connections/stores.ts";
import type { Runs } from "../sync/runs.ts";
import { ignoreStore } from "./webhook-watch.ts";

const LOOK_EVERY_MINUTES = 60;
const MOST_AT_ONCE = 20;
/** Before any store was. */
const BEGINNING = "2000-01-01T00:00:00Z";

type Setting = keyof StoreSettings;

const WORDS: Readonly<Record<Setting, string>> = {
  currency: "currency",
  decimals: "decimals of prices",
  taxDisplay: "display of taxes",
  pricesIncludeTax: "whether prices include tax",
  weightUnit: "weight unit",
  timeZone: "time zone",
};

/** What has to be read again where a setting is another one. */
const CONCERNS: Readonly<Record<Setting, readonly RunKind[]>> = {
  currency: ["products"],
  decimals: ["products", "orders"],
  taxDisplay: ["products"],
  pricesIncludeTax: ["products"],
  weightUnit: ["products"],
  timeZone: ["orders"],
};

const keptSchema = z.partialRecord(
  z.enum(["currency", "decimals", "taxDisplay", "pricesIncludeTax", "weightUnit", "timeZone"]),
  z.string(),
);

export function makeSettingsWatch(
  database: Database,
  stores: Stores,
  runs: Pick<Runs, "request">,
  alerts: Pick<Alerts, "raise" | "settle">,
) {
  /** @throws HubError what the store answered. */
  async function look(connection: Connection): Promise<void> {
    const store = stores.open(connection, "work");
    const shown = await store.settings?.();
    if (!shown) return;
    const watch = await findWatch(database.db, connection.id);
    const kept = watch?.store_settings == null ? null : keptSchema.parse(watch.store_settings);
    const changed = kept === null ? [] : settings(shown).filter((name) => differs(kept[name], shown[name]));
    if (changed.length > 0) {
      const info = await store.authenticate();
      await updateConnection(database.db, connection.id, { store_info: JSON.stringify(info) });
      const kinds = [...new Set(changed.flatMap((name) => CONCERNS[name]))];
      for (const kind of kinds)
        await runs.request({ connection, kind, cause: "settings", filter: { since: BEGINNING } });
      await tell(
        connection,
        changed.map((name) => `${WORDS[name]} ${kept?.[name]} → ${shown[name]}`),
        kinds,
      );
    }
    // Only now: killed before, the next look finds the change again.
    await keepStoreSettings(database.db, connection, { ...kept, ...told(shown) });
    if (kept !== null && changed.length === 0) await settle(connection);
  }

  async function tell(connection: Connection, changes: readonly string[], kinds: readonly string[]): Promise<void> {
    const { id: connectionId, accountId } = connection;
    await database.transaction((db) =>
      alerts.raise(db, {
        accountId,
        connectionId,
        code: "store_settings_changed",
        subject: "",
        title: `Settings of ${connection.name} changed`,
        detail: `${changes.join("; ")}. All ${kinds.join(" and ")} are being read again. If nobody meant to change this, change it back in the store.`,
      }),
    );
  }

  async function settle(connection: Connection): Promise<void> {
    const { id: connectionId, accountId } = connection;
    await database.transaction((db) =>
      alerts.settle(db, { accountId, connectionId, code: "store_settings_changed", subject: "" }),
    );
  }

  return {
    look,
    /** Every minute: those whose turn it is. */
    upkeep: async (): Promise<void> => {
      const due = await connectionsToLookAt(database.db, "store_settings_at", LOOK_EVERY_MINUTES, MOST_AT_ONCE);
      await touchWatches(database.db, "store_settings_at", due);
      await Promise.all(due.map((row) => look(stores.fromRow(row)).catch(ignoreStore)));
    },
  };
}

function settings(shown: StoreSettings): readonly Setting[] {
  return keptSchema.keyType.options.filter((name) => name in shown);
}

/** Empty: the store did not tell this time, which is no change. */
function differs(kept: string | undefined, shown: string): boolean {
  return kept !== undefined && kept !== "" && shown !== "" && kept !== shown;
}

function told(shown: StoreSettings): Partial<StoreSettings> {
  return Object.fromEntries(Object.entries(shown).filter(([, value]) => value !== ""));
}
