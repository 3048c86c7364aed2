// The options that all commands share, and how a command gets at them and at the hub.

import { HubError } from "@logix/model";
import { type Command, InvalidArgumentError } from "commander";
import { z } from "zod";
import { type HubApi, openHub } from "./hub-api.ts";
import type { World } from "./world.ts";

const DEFAULT_HUB = "http://127.0.0.1:3000";

const sharedSchema = z.object({ hub: z.string().optional(), json: z.boolean().default(false) });

export type Tools = {
  readonly hub: HubApi;
  /** The reply as it came with --json, otherwise what `describe` makes of it. */
  print<T>(reply: { readonly value: T; readonly raw: unknown }, describe: (value: T) => string): void;
};

export function addSharedOptions(program: Command): void {
  program
    .option("--hub <address>", `where the hub is; also LOGIX_URL (default: ${DEFAULT_HUB})`)
    .option("--json", "print the hub's reply as it is");
}

export function toolsOf(command: Command, world: World): Tools {
  const { hub, json } = sharedSchema.parse(command.optsWithGlobals());
  return {
    hub: openHub(addressOf(hub ?? world.env.LOGIX_URL ?? DEFAULT_HUB), world),
    print: ({ value, raw }, describe) => world.out(json ? `${JSON.stringify(raw, null, 2)}\n` : describe(value)),
  };
}

function addressOf(text: string): string {
  const url = URL.parse(text.includes("://") ? text : `http://${text}`);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new HubError("invalid", `"${text}" is no web address`, { remedy: `Write it like ${DEFAULT_HUB}` });
  }
  return (url.origin + url.pathname).replace(/\/+$/, "");
}

export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("a whole number is needed");
  return Number(text);
}

/** For every list. */
export function addPaging(command: Command): Command {
  return command
    .option("--limit <count>", "how many at most, up to 200", wholeNumber)
    .option("--cursor <cursor>", "where the page begins, as the page before said");
}

export const pagingSchema = z.object({ limit: z.number().optional(), cursor: z.string().optional() });

export function moreLine(cursor: string | null): string {
  return cursor === null ? "" : `There is more: --cursor ${cursor}\n`;
}
