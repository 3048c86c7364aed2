// The account's places: added, changed, taken out of use. What lies at a place that is out of use is offered nowhere.
import { HubError } from "@logix/model";
import type { Database, Db } from "../../database/database.ts";
import { sellingOnlyFrom } from "../../database/stock/location-links.ts";
import {
  countedSkus,
  deleteLocation,
  findLocation,
  insertLocation,
  type LocationRow,
  type LocationWrite,
  listLocations,
  makeDefault,
  updateLocation,
  wasUsed,
} from "../../database/stock/locations.ts";
import { record } from "../access/audit.ts";
import { actorOf, type Principal } from "../principal.ts";
import { locationsNamed } from "../routing/apply-rules.ts";
import { rulesNow } from "../routing/routing-rules.ts";
import type { StockWisher } from "./stock-wishes.ts";

export type LocationChange = LocationWrite & { readonly makeDefault?: boolean };

export type Locations = ReturnType<typeof makeLocations>;

/** PostgreSQL's word for "this is there already". */
const UNIQUE_VIOLATION = "23505";

export function makeLocations(database: Database, wishes: StockWisher) {
  return {
    list: ({ accountId }: Principal): Promise<readonly LocationRow[]> =>
      database.asAccount(accountId, (db) => listLocations(db, accountId)),
    get: ({ accountId }: Principal, id: number): Promise<LocationRow> =>
      database.asAccount(accountId, (db) => find(db, accountId, id)),
    /** @throws HubError `conflict` for a code that is taken */
    add: (principal: Principal, location: LocationWrite & { readonly name: string }): Promise<LocationRow> =>
      withOwnCode(() =>
        database.asAccount(principal.accountId, async (db) => {
          const row = await insertLocation(db, principal.accountId, location);
          await record(db, principal, "location.added", `location:${row.id}`, { name: row.name });
          return row;
        }),
      ),
    /** @throws HubError `missing`, `conflict` for a code that is taken, and for the default location that shall rest */
    change: (principal: Principal, id: number, { makeDefault: isMadeDefault, ...change }: LocationChange) =>
      withOwnCode(() =>
        database.asAccount(principal.accountId, async (db) => {
          const { accountId } = principal;
          const held = await find(db, accountId, id);
          const active = change.active ?? held.active;
          if (!active && (held.is_default || isMadeDefault)) throw restingDefault();
          const row = await updateLocation(db, accountId, id, change);
          if (isMadeDefault) await makeDefault(db, accountId, id);
          if (row && (row.active !== held.active || row.fulfils !== held.fulfils)) {
            const skus = await countedSkus(db, accountId, id);
            await wishes.want(db, { accountId, skus, cause: actorOf(principal) });
          }
          const fields = Object.keys(change).filter((field) => change[field as keyof typeof change] !== undefined);
          await record(db, principal, "location.changed", `location:${id}`, {
            fields: isMadeDefault ? [...fields, "is_default"] : fields,
          });
          return find(db, accountId, id);
        }),
      ),
    /** @throws HubError `missing`, `conflict` where goods ever lay there, or rules or a store lean on it */
    remove: (principal: Principal, id: number): Promise<void> =>
      database.asAccount(principal.accountId, async (db) => {
        const held = await find(db, principal.accountId, id);
        if (held.is_default) throw restingDefault();
        if (await wasUsed(db, principal.accountId, id)) throw inUse(held);
        await refuseWhereNeeded(db, held);
        await deleteLocation(db, principal.accountId, id);
        await record(db, principal, "location.removed", `location:${id}`, { name: held.name });
      }),
  };
}

async function find(db: Db, accountId: number, id: number): Promise<LocationRow> {
  const row = await findLocation(db, accountId, id);
  if (!row) throw new HubError("missing", `There is no location ${id}`, { code: "location_unknown" });
  return row;
}

async function withOwnCode<T>(work: () => Promise<T>): Promise<T> {
  return work().catch((error: unknown) => {
    if (!(error instanceof Error && "code" in error && error.code === UNIQUE_VIOLATION)) throw error;
    throw new HubError("conflict", "Another location has this code", {
      code: "location_code_taken",
      issues: [{ field: "code", problem: "is taken" }],
      cause: error,
    });
  });
}

function restingDefault(): HubError {
  return new HubError("conflict", "The default location cannot be taken out of use", {
    code: "location_is_default",
    remedy: "Make another location the default first",
  });
}

/** Without it the rules would name nobody, and a store that sells from nowhere else would sell from everywhere. */
async function refuseWhereNeeded(db: Db, { account_id: accountId, id, name }: LocationRow): Promise<void> {
  const { rules } = await rulesNow(db, accountId);
  const [rule] = rules.filter((each) => locationsNamed([each]).has(id));
  if (rule)
    throw new HubError("conflict", `The rule "${rule.name}" names ${name}`, {
      code: "location_in_rules",
      remedy: "Take it out of the rules first",
    });
  const [store] = await sellingOnlyFrom(db, accountId, id);
  if (store)
    throw new HubError("conflict", `${store} sells from ${name} alone`, {
      code: "location_sells",
      remedy: "Let that store sell from another location first",
    });
}

function inUse({ name }: LocationRow): HubError {
  return new HubError("conflict", `Goods have lain at ${name}: its name is part of the past`, {
    code: "location_in_use",
    remedy: "Set it to not active instead",
  });
}
