// What the caller wants measured.
import { parseArgs } from "node:util";
import { SERVER_KINDS, type ServerKind } from "./databases/server.ts";
import { PARTS, type Part } from "./figures.ts";
import { FULL, QUICK, type Sizes } from "./sizes.ts";

export type Options = {
  readonly databases: readonly ServerKind[];
  readonly parts: readonly Part[];
  readonly sizes: Sizes;
  readonly jsonFile?: string | undefined;
  readonly profileFolder?: string | undefined;
};

export const HELP = `npm run bench -- [options]

  --database <embedded|postgres>   one of the two; both when left out. postgres is Debian's, started in a folder of its
                                   own, or the server at BENCH_DATABASE_URL
  --only <a,b, … h>                a backfill, b deliveries, c delivery to readable order, d stock to stores, e start,
                                   f products to and from stores, g a thousand stores with two workers, h growth
  --orders <number>                one backfill of this size instead of 10,000 and 100,000
  --quick                          small sizes, under two minutes in all: shows that it works
  --json <file>                    everything that was measured
  --profile <folder>               processor profiles of the hub (slows it down)

  BENCH_FOLDER                     where databases are made; /var/tmp when left out
`;

/** @throws where something is asked that there is not. */
export function readOptions(args: readonly string[]): Options | "help" {
  const { values } = parseArgs({
    args: [...args],
    options: {
      database: { type: "string" },
      only: { type: "string" },
      orders: { type: "string" },
      quick: { type: "boolean", default: false },
      json: { type: "string" },
      profile: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return "help";
  const sizes = values.quick ? QUICK : FULL;
  return {
    databases: chosenOf(SERVER_KINDS, values.database, "--database"),
    parts: chosenOf(PARTS, values.only, "--only"),
    sizes:
      values.orders === undefined ? sizes : { ...sizes, backfill: [{ orders: wholeNumber(values.orders), rounds: 1 }] },
    jsonFile: values.json,
    profileFolder: values.profile,
  };
}

function chosenOf<Name extends string>(
  known: readonly Name[],
  list: string | undefined,
  flag: string,
): readonly Name[] {
  if (list === undefined) return known;
  const names = list.split(",").map((name) => name.trim());
  const strange = names.filter((name) => !known.some((each) => each === name));
  if (strange.length > 0) throw new Error(`${flag} knows ${known.join(", ")}, not ${strange.join(", ")}`);
  return known.filter((name) => names.includes(name));
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 1_000_000) throw new Error("--orders takes 1 to 1,000,000");
  return number;
}
