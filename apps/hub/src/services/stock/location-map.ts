// Which of a store's own places stands for which of ours, and from which of ours a connection sells.
import { HubError } from "@logix/model";
import type { Database, Db } from "../../database/database.ts";
import {
  type LinkRow,
  type LinkWrite,
  linksOf,
  sellsFrom,
  setLinks,
  setSellsFrom,
  storeSeen,
} from "../../database/stock/location-links.ts";
import { countedSkus, type LocationRow, listLocations } from "../../database/stock/locations.ts";
import { record } from "../access/audit.ts";
import type { Connection, Stores } from "../connections/stores.ts";
import { actorOf, type Principal } from "../principal.ts";
import { defaultLinks } from "./link-defaults.ts";
import type { StockWisher } from "./stock-wishes.ts";

export type LocationMapView = {
  readonly sellsFrom: readonly number[] | null;
  readonly countsByLocation: boolean;
  readonly links: readonly LinkRow[];
  readonly locations: readonly LocationRow[];
};

export type LocationMapChange = {
  readonly sellsFrom?: readonly number[] | null | undefined;
  /** Without a location: not used. */
  readonly links?: readonly { readonly remoteId: string; readonly locationId: number | null }[] | undefined;
};

export type LocationMaps = ReturnType<typeof makeLocationMaps>;

export function makeLocationMaps(database: Database, stores: Stores, wishes: StockWisher) {
  function countsByLocation(connection: Connection): boolean {
    return stores.open(connection, "request").locations !== undefined;
  }

  /** Asks the store which places it has, and links those that are plain. */
  async function refresh(connection: Connection, patience: "request" | "work"): Promise<void> {
    const store = stores.open(connection, patience);
    if (!store.locations) return;
    const seen = await store.locations.list();
    await database.transaction(async (db) => {
      const { accountId, id: connectionId } = connection;
      await storeSeen(db, { accountId, connectionId }, seen);
      const ours = await listLocations(db, accountId);
      const made = defaultLinks(await linksOf(db, connectionId), ours);
      await setLinks(db, connectionId, made);
      if (made.length > 0) await tellAll(db, connection, "linked");
    });
  }

  async function tellAll(db: Db, { accountId, id: connectionId }: Connection, cause: string): Promise<void> {
    await wishes.want(db, { accountId, connectionId, skus: await countedSkus(db, accountId), cause });
  }

  async function view(connection: Connection): Promise<LocationMapView> {
    const isByLocation = countsByLocation(connection);
    return database.asAccount(connection.accountId, async (db) => ({
      sellsFrom: await sellsFrom(db, connection.id),
      countsByLocation: isByLocation,
      links: await linksOf(db, connection.id),
      locations: await listLocations(db, connection.accountId),
    }));
  }

  return {
    view,
    /** @throws HubError `refused` where the platform counts one number only */
    refresh: async (connection: Connection): Promise<LocationMapView> => {
      if (!countsByLocation(connection)) throw onePlaceOnly(connection);
      await refresh(connection, "request");
      return view(connection);
    },
    /** In the background, where a listing names a place that nobody has heard of. */
    refreshInBackground: (connection: Connection): Promise<void> => refresh(connection, "work"),
    /** @throws HubError `invalid` for places that do not exist, or one of ours that would be shown twice */
    change: async (
      principal: Principal,
      connection: Connection,
      { sellsFrom: wanted, links = [] }: LocationMapChange,
    ): Promise<LocationMapView> => {
      const { accountId, id: connectionId } = connection;
      await database.asAccount(accountId, async (db) => {
        refuseImpossible(
          { wanted: wanted ?? [], links },
          await linksOf(db, connectionId),
          await listLocations(db, accountId),
        );
        if (wanted !== undefined) await setSellsFrom(db, { accountId, connectionId }, wanted);
        await setLinks(db, connectionId, links.map(toLinkWrite));
        await tellAll(db, connection, actorOf(principal));
        await record(db, principal, "connection.locations_changed", `connection:${connection.publicId}`, {
          ...(wanted !== undefined && { sells_from: wanted }),
          ...(links.length > 0 && { links }),
        });
      });
      return view(connection);
    },
  };
}

function toLinkWrite({ remoteId, locationId }: { remoteId: string; locationId: number | null }): LinkWrite {
  return { remoteId, locationId, state: locationId === null ? "unused" : "linked" };
}

type Wanted = {
  readonly wanted: readonly number[];
  readonly links: readonly { readonly remoteId: string; readonly locationId: number | null }[];
};

function refuseImpossible(
  { wanted, links }: Wanted,
  held: readonly LinkRow[],
  locations: readonly LocationRow[],
): void {
  const known = new Set(locations.map(({ id }) => id));
  const remotes = new Set(held.map((link) => link.remote_id));
  const issues = [
    ...wanted
      .filter((id) => !known.has(id))
      .map((id) => ({ field: "sells_from", problem: `location ${id} does not exist` })),
    ...links
      .filter(({ remoteId }) => !remotes.has(remoteId))
      .map(({ remoteId }) => ({ field: "links", problem: `the store has no location ${remoteId}` })),
    ...links.flatMap(({ locationId }) =>
      locationId !== null && !known.has(locationId)
        ? [{ field: "links", problem: `location ${locationId} does not exist` }]
        : [],
    ),
    ...twice(links, held).map((id) => ({ field: "links", problem: `location ${id} would be shown twice` })),
  ];
  if (issues.length > 0)
    throw new HubError("invalid", "The locations do not fit together", {
      code: "locations_do_not_fit",
      remedy: "Link each of your locations to one of the store's at most",
      issues,
    });
}

function twice(links: Wanted["links"], held: readonly LinkRow[]): readonly number[] {
  const changed = new Set(links.map(({ remoteId }) => remoteId));
  const after = [
    ...held.filter((link) => !changed.has(link.remote_id)).map((link) => link.location_id),
    ...links.map(({ locationId }) => locationId),
  ].filter((id) => id !== null);
  const doubled = [...new Set(after.filter((id, index) => after.indexOf(id) !== index))];
  const doubledRemotes = links.length !== changed.size ? links.flatMap(({ locationId }) => locationId ?? []) : [];
  return [...new Set([...doubled, ...doubledRemotes])];
}

function onePlaceOnly({ connector }: Connection): HubError {
  return new HubError("refused", `${connector.title} counts one number for a whole store`, {
    code: "not_supported",
    remedy: "It is told the sum over the locations that it sells from",
  });
}
