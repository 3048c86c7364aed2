// Places where goods lie, and which of a store's own places stands for which of them.
import { connectionParamsSchema, idParamsSchema } from "@logix/api/hub/ids";
import {
  type Location,
  type LocationMap,
  locationChangeRequestSchema,
  locationCreateRequestSchema,
  locationListSchema,
  locationMapRequestSchema,
  locationMapSchema,
  locationSchema,
} from "@logix/api/hub/locations";
import { problemReplies } from "@logix/api/problem";
import { z } from "zod";
import type { LocationRow } from "../../database/stock/locations.ts";
import type { Connections } from "../../services/connections/connections.ts";
import type { LocationMaps, LocationMapView } from "../../services/stock/location-map.ts";
import type { Locations } from "../../services/stock/locations.ts";
import { principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";

export type LocationServices = {
  readonly locations: Locations;
  readonly locationMaps: LocationMaps;
  readonly connections: Connections;
};

const tags = ["Locations"];
const read = { access: "stock:read" } as const;
/** Where goods lie and are sold from is decided by whoever may set up stores, not by whoever counts. */
const setUp = { access: "integration:update" } as const;

const listLocations = {
  tags,
  operationId: "listLocations",
  summary: "All places where goods lie",
  description: "In the order in which they send where no rule says otherwise.",
  response: { 200: locationListSchema, ...problemReplies },
};
const readLocation = {
  tags,
  operationId: "readLocation",
  summary: "One location",
  params: idParamsSchema,
  response: { 200: locationSchema, ...problemReplies },
};
const createLocation = {
  tags,
  operationId: "createLocation",
  summary: "Add a location",
  body: locationCreateRequestSchema,
  response: { 201: locationSchema, ...problemReplies },
};
const changeLocation = {
  tags,
  operationId: "changeLocation",
  summary: "Change a location",
  description: "Stores are told where it changes what they may sell.",
  params: idParamsSchema,
  body: locationChangeRequestSchema,
  response: { 200: locationSchema, ...problemReplies },
};
const deleteLocation = {
  tags,
  operationId: "deleteLocation",
  summary: "Remove a location where nothing ever lay",
  params: idParamsSchema,
  response: { 204: z.null(), ...problemReplies },
};
const readLocationMap = {
  tags,
  operationId: "readLocationMap",
  summary: "From where a store sells, and what its own locations stand for",
  params: connectionParamsSchema,
  response: { 200: locationMapSchema, ...problemReplies },
};
const changeLocationMap = {
  tags,
  operationId: "changeLocationMap",
  summary: "Set from where a store sells, and link its locations",
  description: "The store is told its stock anew.",
  params: connectionParamsSchema,
  body: locationMapRequestSchema,
  response: { 200: locationMapSchema, ...problemReplies },
};
const refreshLocationMap = {
  tags,
  operationId: "refreshLocationMap",
  summary: "Ask the store which locations it has",
  description: "Those of the same name are linked, and where there is one here and one there, these two.",
  params: connectionParamsSchema,
  response: { 200: locationMapSchema, ...problemReplies },
};

export function locationRoutes(server: HubServer, { locations, locationMaps, connections }: LocationServices): void {
  server.get("/locations", { config: read, schema: listLocations }, async (request) => ({
    locations: (await locations.list(principalOf(request))).map(toLocation),
  }));
  server.get("/locations/:id", { config: read, schema: readLocation }, async (request) =>
    toLocation(await locations.get(principalOf(request), request.params.id)),
  );
  server.post("/locations", { config: setUp, schema: createLocation }, async (request, reply) => {
    const { fulfils_orders: fulfils, ...location } = request.body;
    const row = await locations.add(principalOf(request), { ...location, ...(fulfils !== undefined && { fulfils }) });
    return reply.status(201).send(toLocation(row));
  });
  server.patch("/locations/:id", { config: setUp, schema: changeLocation }, async (request) => {
    const { fulfils_orders: fulfils, is_default: makeDefault = false, ...change } = request.body;
    const wanted = { ...change, ...(fulfils !== undefined && { fulfils }), makeDefault };
    return toLocation(await locations.change(principalOf(request), request.params.id, wanted));
  });
  server.delete("/locations/:id", { config: setUp, schema: deleteLocation }, async (request, reply) => {
    await locations.remove(principalOf(request), request.params.id);
    return reply.status(204).send(null);
  });
  server.get(
    "/connections/:id/locations",
    { config: { access: "integration:read" }, schema: readLocationMap },
    async (request) => toMap(await locationMaps.view(await connections.get(principalOf(request), request.params.id))),
  );
  server.put("/connections/:id/locations", { config: setUp, schema: changeLocationMap }, async (request) => {
    const principal = principalOf(request);
    const connection = await connections.get(principal, request.params.id);
    const { sells_from: sellsFrom, links } = request.body;
    const wanted = {
      sellsFrom,
      links: links?.map(({ remote_id, location_id }) => ({ remoteId: remote_id, locationId: location_id })),
    };
    return toMap(await locationMaps.change(principal, connection, wanted));
  });
  server.post("/connections/:id/locations/refresh", { config: setUp, schema: refreshLocationMap }, async (request) =>
    toMap(await locationMaps.refresh(await connections.get(principalOf(request), request.params.id))),
  );
}

function toLocation(row: LocationRow): Location {
  const { account_id: _account, fulfils, created_at, updated_at, ...location } = row;
  return {
    ...location,
    fulfils_orders: fulfils,
    created_at: created_at.toISOString(),
    updated_at: updated_at.toISOString(),
  };
}

function toMap({ sellsFrom, countsByLocation, links, locations }: LocationMapView): LocationMap {
  const names = new Map(locations.map(({ id, name }) => [id, name]));
  return {
    sells_from: sellsFrom === null ? null : [...sellsFrom],
    counts_by_location: countsByLocation,
    undecided: links.filter(({ active, state }) => active && state === "undecided").length,
    store_locations: links.map(({ connection_id: _connection, account_id: _account, seen_at, ...link }) => ({
      ...link,
      location: link.location_id === null ? null : (names.get(link.location_id) ?? null),
      seen_at: seen_at.toISOString(),
    })),
  };
}
