// The account's rules: looked at, replaced as a whole. Each set has its number, and none is ever changed.
import { type RoutingRules, routingRulesSchema } from "@logix/api/hub/routing-rules";
import { HubError } from "@logix/model";
import type { Database, Db } from "../../database/database.ts";
import { findRules, insertRules, type RoutingRulesRow } from "../../database/routing/routing-rules.ts";
import { listLocations } from "../../database/stock/locations.ts";
import { record } from "../access/audit.ts";
import { actorOf, type Principal } from "../principal.ts";
import { locationsNamed } from "./apply-rules.ts";

export type RuleSet = {
  /** 0 where there have never been rules. */
  readonly version: number;
  readonly rules: RoutingRules;
  readonly note: string;
  readonly actor: string | null;
  readonly at: Date | null;
};

export type RoutingRuleSets = ReturnType<typeof makeRoutingRuleSets>;

export function makeRoutingRuleSets(database: Database) {
  return {
    /** The newest, or an older one. @throws HubError `missing` */
    get: async ({ accountId }: Principal, version?: number): Promise<RuleSet> => {
      const row = await database.asAccount(accountId, (db) => findRules(db, accountId, version));
      if (!row && version !== undefined)
        throw new HubError("missing", `There is no version ${version} of the rules`, { code: "rules_version_unknown" });
      return toRuleSet(row);
    },
    /** @throws HubError `conflict` where somebody else has changed them meanwhile, `invalid` for locations that do not exist */
    put: async (
      principal: Principal,
      change: { readonly version: number; readonly rules: RoutingRules; readonly note: string },
    ): Promise<RuleSet> => {
      const { accountId } = principal;
      return database.asAccount(accountId, async (db) => {
        const held = (await findRules(db, accountId))?.version ?? 0;
        if (held !== change.version) throw changedMeanwhile(held);
        await refuseUnknownLocations(db, accountId, change.rules);
        const row = await insertRules(db, {
          accountId,
          version: held + 1,
          rules: JSON.stringify(change.rules),
          note: change.note,
          actor: actorOf(principal),
        });
        if (!row) throw changedMeanwhile(held + 1);
        const detail = { version: row.version, rules: change.rules.length, note: change.note };
        await record(db, principal, "routing_rules.changed", `routing_rules:${row.version}`, detail);
        return toRuleSet(row);
      });
    },
  };
}

/** As they count now. */
export async function rulesNow(db: Db, accountId: number): Promise<RuleSet> {
  return toRuleSet(await findRules(db, accountId));
}

/** @throws HubError `invalid` */
export async function refuseUnknownLocations(db: Db, accountId: number, rules: RoutingRules): Promise<void> {
  const known = new Set((await listLocations(db, accountId)).map((location) => location.id));
  const unknown = [...locationsNamed(rules)].filter((id) => !known.has(id));
  if (unknown.length === 0) return;
  throw new HubError("invalid", `There is no location ${unknown.join(", ")}`, {
    code: "location_unknown",
    remedy: "List your locations to see their numbers",
    issues: unknown.map((id) => ({ field: "rules", problem: `location ${id} does not exist` })),
  });
}

function toRuleSet(row: RoutingRulesRow | undefined): RuleSet {
  if (!row) return { version: 0, rules: [], note: "", actor: null, at: null };
  const { version, rules, note, actor, at } = row;
  return { version, rules: routingRulesSchema.parse(rules), note, actor, at };
}

function changedMeanwhile(version: number): HubError {
  return new HubError("conflict", `The rules have been changed meanwhile; they are at version ${version}`, {
    code: "rules_changed",
    remedy: "Read them again and put your change into them",
  });
}
