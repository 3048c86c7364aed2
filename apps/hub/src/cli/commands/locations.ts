// `logix locations`: the places where goods lie, and what each store's own places stand for.
import { connectionListSchema } from "@logix/api/hub/connections";
import { type Location, type LocationMap, locationListSchema, locationMapSchema } from "@logix/api/hub/locations";
import type { Command } from "commander";
import { type HubApi, queryOf, type Reply } from "../hub-api.ts";
import { toolsOf } from "../options.ts";
import { table } from "../table.ts";
import type { World } from "../world.ts";

const PAGE = 200;

type Store = { readonly connection_id: number; readonly name: string } & LocationMap;
type All = { readonly locations: readonly Location[]; readonly stores: readonly Store[] };

export function addLocationCommand(program: Command, world: World): void {
  program
    .command("locations")
    .description("the places where goods lie, from where each store sells, and what its own places stand for")
    .action(async (_options, command: Command) => {
      const { hub, print } = toolsOf(command, world);
      const { value } = await hub.get("/locations", locationListSchema);
      const all = { locations: value.locations, stores: await storesOf(hub) };
      print({ value: all, raw: all } satisfies Reply<All>, describe);
    });
}

/** What each connection is told of the places. */
async function storesOf(hub: HubApi): Promise<readonly Store[]> {
  const stores: Store[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const { value } = await hub.get(`/connections${queryOf({ limit: PAGE, cursor })}`, connectionListSchema);
    for (const { id, name } of value.connections) {
      const map = await hub.get(`/connections/${id}/locations`, locationMapSchema);
      stores.push({ connection_id: id, name, ...map.value });
    }
    cursor = value.next_cursor;
  }
  return stores;
}

function describe({ locations, stores }: All): string {
  const names = new Map(locations.map(({ id, name }) => [id, name]));
  const places = locations.map((each) => [
    each.id,
    each.name,
    each.code,
    [each.postcode, each.city, each.country].filter(Boolean).join(" "),
    stateOf(each),
    each.priority,
  ]);
  const sells = stores.map(({ connection_id, name, sells_from: from, counts_by_location: byPlace, undecided }) => [
    connection_id,
    name,
    from === null ? "everywhere" : from.map((id) => names.get(id) ?? `#${id}`).join(", "),
    byPlace ? (undecided === 0 ? "by place" : `by place, ${undecided} to be linked`) : "one number",
  ]);
  const links = stores.flatMap(({ connection_id, store_locations }) =>
    store_locations.map(({ name, remote_id, state, location, active }) => [
      connection_id,
      active ? name : `${name} (not active)`,
      remote_id,
      location ?? state,
    ]),
  );
  return [
    table(["No", "Location", "Code", "Where", "State", "Priority"], places),
    ...(sells.length === 0 ? [] : [table(["Store", "Name", "Sells from", "Is told"], sells)]),
    ...(links.length === 0 ? [] : [table(["Store", "Its location", "Id there", "Stands for"], links)]),
  ].join("\n");
}

function stateOf({ active, fulfils_orders: sends, is_default: isDefault }: Location): string {
  const state = active ? (sends ? "sends" : "sends nothing") : "not active";
  return isDefault ? `${state}, default` : state;
}
