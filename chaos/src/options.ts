// What the caller wants done, and how much of it.
import { parseArgs } from "node:util";

/** One process on the database that it brings, or an api and two workers on a PostgreSQL server. */
const SETUPS = ["all", "split"] as const;
export type Setup = (typeof SETUPS)[number];

/** Of one setup. */
export type Size = { readonly orders: number; readonly kills: number; readonly faultEveryMs: number };

export type Options = {
  readonly seed: number;
  readonly setups: readonly Setup[];
  readonly form: string;
  readonly size: Size;
  /** Both setups at once: harder on the machine, and sooner done. */
  readonly sideBySide: boolean;
  readonly reportFile?: string | undefined;
  readonly jsonFile?: string | undefined;
  readonly folder?: string | undefined;
};

/** `faultEveryMs`: between two faults, on average; about two of three are kills. */
const FORMS: Readonly<Record<string, Size>> = {
  short: { orders: 300, kills: 7, faultEveryMs: 1_200 },
  middle: { orders: 1_500, kills: 24, faultEveryMs: 1_200 },
  long: { orders: 10_000, kills: 100, faultEveryMs: 1_200 },
};

export const HELP = `npm run chaos -- [options]

  --form <short|middle|long>   long (the default) takes about a quarter of an hour, middle three minutes, short one and a half
  --setup <all|split>          one of the two; both when left out. all is one process with the database that it brings,
                               split an api and two workers on a PostgreSQL server
  --seed <number>              the same faults and the same orders again; by the clock when left out, and told
  --orders <number>            of each setup, in place of the form's
  --kills <number>             of each setup, in place of the form's
  --report <file>              writes the report between the markers of this Markdown file
  --json <file>                everything that was counted
  --folder <folder>            where databases and logs are kept; a folder of its own, removed if all went well, when left out
`;

/** @throws where something is asked that there is not. */
export function readOptions(args: readonly string[], now: Date): Options | "help" {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      form: text,
      setup: text,
      seed: text,
      orders: text,
      kills: text,
      report: text,
      json: text,
      folder: text,
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return "help";
  const form = values.form ?? "long";
  const size = FORMS[form];
  if (size === undefined) throw new Error(`--form knows ${Object.keys(FORMS).join(", ")}, not ${form}`);
  return {
    form,
    sideBySide: form === "short",
    size: {
      ...size,
      orders: wholeNumber("--orders", values.orders, size.orders),
      kills: wholeNumber("--kills", values.kills, size.kills),
    },
    seed: wholeNumber("--seed", values.seed, Math.floor(now.getTime() / 1000) % 1_000_000),
    setups: setupsOf(values.setup),
    reportFile: values.report,
    jsonFile: values.json,
    folder: values.folder,
  };
}

function setupsOf(name: string | undefined): readonly Setup[] {
  if (name === undefined) return SETUPS;
  const found = SETUPS.filter((setup) => setup === name);
  if (found.length === 0) throw new Error(`--setup knows ${SETUPS.join(", ")}, not ${name}`);
  return found;
}

function wholeNumber(flag: string, text: string | undefined, otherwise: number): number {
  const number = text === undefined ? otherwise : Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 1_000_000) throw new Error(`${flag} takes 1 to 1,000,000`);
  return number;
}
