// Which places are near a customer: by the merchant's own table, or by what their addresses have in common.
import type { RoutingAction } from "@logix/api/hub/routing-rules";
import { plainPostcode } from "./conditions.ts";
import type { RoutingLocation, RoutingOrder } from "./routing-facts.ts";

type Table = Extract<RoutingAction, { do: "nearest" }>["table"];
type Destination = Pick<RoutingOrder, "country" | "postcode">;

/** Nearest first; places about which nothing can be said are left out. */
export function nearestOf(
  table: Table,
  destination: Destination,
  locations: readonly RoutingLocation[],
): readonly number[] {
  return table.length > 0 ? byTable(table, destination) : byAddress(destination, locations);
}

function byTable(table: Table, { country, postcode }: Destination): readonly number[] {
  const rows = table.filter(
    (row) =>
      row.country === country.toUpperCase() && plainPostcode(postcode).startsWith(plainPostcode(row.postcode_prefix)),
  );
  const longest = Math.max(...rows.map((row) => plainPostcode(row.postcode_prefix).length));
  return rows.find((row) => plainPostcode(row.postcode_prefix).length === longest)?.locations ?? [];
}

/** Within a country the longer common beginning of the postcodes is nearer; other countries say nothing. */
function byAddress({ country, postcode }: Destination, locations: readonly RoutingLocation[]): readonly number[] {
  const common = ({ postcode: theirs }: RoutingLocation) =>
    commonLength(plainPostcode(postcode), plainPostcode(theirs));
  return locations
    .filter((location) => country !== "" && location.country.toUpperCase() === country.toUpperCase())
    .toSorted((one, other) => common(other) - common(one))
    .map((location) => location.id);
}

function commonLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}
