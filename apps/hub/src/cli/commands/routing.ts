// `logix routing` shows the rules; `logix routing try` plays changed ones over past orders.
import { locationListSchema } from "@logix/api/hub/locations";
import {
  type RoutingRuleSet,
  type RoutingTrial,
  routingRuleSetSchema,
  routingTrialSchema,
} from "@logix/api/hub/routing";
import type { Command } from "commander";
import { z } from "zod";
import { listWithin, readJsonFile } from "../json-file.ts";
import { toolsOf, wholeNumber } from "../options.ts";
import { actionInWords, conditionsInWords } from "../rule-words.ts";
import { table } from "../table.ts";
import type { World } from "../world.ts";

const tryOptionsSchema = z.object({ orders: z.number().optional() });

export function addRoutingCommands(program: Command, world: World): void {
  const routing = program
    .command("routing")
    .description("the rules by which it is decided from where an order is sent")
    .action((_options, command: Command) => showRules(command, world));
  routing
    .command("try <file>")
    .description(
      "from where past orders had been sent by the rules in a file, such as `logix --json routing` prints them",
    )
    .option("--orders <count>", "over so many of the last orders, up to 1000", wholeNumber)
    .action((file: string, _options, command: Command) => tryRules(file, command, world));
}

async function showRules(command: Command, world: World): Promise<void> {
  const { hub, print } = toolsOf(command, world);
  const { value } = await hub.get("/locations", locationListSchema);
  const names = new Map(value.locations.map(({ id, name }) => [id, name]));
  const nameOf = (id: number) => names.get(id) ?? `#${id}`;
  print(await hub.get("/routing-rules", routingRuleSetSchema), (set) => describeRules(set, nameOf));
}

function describeRules({ version, note, at, rules }: RoutingRuleSet, nameOf: (id: number) => string): string {
  if (version === 0)
    return "There have never been rules: the location with the lowest priority that has everything sends.\n";
  const rows = rules.map((rule, index) => [
    index + 1,
    rule.name,
    conditionsInWords(rule, nameOf),
    actionInWords(rule.action, nameOf),
    rule.active ? "on" : "off",
  ]);
  return `Version ${version} of ${at}${note && `: ${note}`}\n${table(["No", "Rule", "When", "Then", "State"], rows)}`;
}

async function tryRules(file: string, command: Command, world: World): Promise<void> {
  const { hub, print } = toolsOf(command, world);
  const { orders } = tryOptionsSchema.parse(command.opts());
  const rules = listWithin(await readJsonFile(file), "rules");
  print(await hub.send("POST", "/routing/try", { rules, orders }, routingTrialSchema), describeTrial);
}

const MEASURES = [
  ["Parcels", "parcels"],
  ["Orders in several parcels", "split_orders"],
  ["Orders that wait", "held_orders"],
  ["Orders that oversell", "oversold_orders"],
  ["Pieces oversold", "oversold_quantity"],
] as const;

function describeTrial({ rules_version, orders, changed_orders, before, after, differences }: RoutingTrial): string {
  const measures = MEASURES.map(([title, name]) => [title, Number(before[name]), Number(after[name])]);
  const rows = differences.map((each) => [
    each.number,
    partsInWords(each.before),
    partsInWords(each.after),
    each.why.map(({ text }) => text).join(" "),
  ]);
  const sum = `${changed_orders} of ${orders} orders would be sent otherwise. Nothing was changed.\n`;
  const list = rows.length === 0 ? "" : `\n${table(["Order", "Before", "After", "Why"], rows)}`;
  const more = changed_orders > rows.length ? `These are the newest ${rows.length}.\n` : "";
  return `${sum}\n${table(["Measure", `Version ${rules_version}`, "The file"], measures)}${list}${more}`;
}

/** Main: 2 × MUG, 1 × CUP; Basel: 1 × TEA */
function partsInWords(parts: RoutingTrial["differences"][number]["before"]): string {
  return [...Map.groupBy(parts, ({ location }) => location)]
    .map(([location, some]) => `${location}: ${some.map(({ quantity, sku }) => `${quantity} × ${sku}`).join(", ")}`)
    .join("; ");
}
