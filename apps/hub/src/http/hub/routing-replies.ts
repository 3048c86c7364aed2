// Routing as this dialect shows it.
import type {
  OrderRouting,
  RoutingDecisionReply,
  RoutingRuleSet,
  RoutingTrial,
  RoutingTrialOutcome,
} from "@logix/api/hub/routing";
import { fromMillionths } from "@logix/model";
import type { DecisionRow } from "../../database/routing/routing-decisions.ts";
import type { LocationRow } from "../../database/stock/locations.ts";
import {
  decisionOversoldSchema,
  decisionPartsSchema,
  decisionStepsSchema,
} from "../../services/routing/decision-json.ts";
import type { OrderRoutingView } from "../../services/routing/order-routing.ts";
import type { Routing } from "../../services/routing/routing-facts.ts";
import type { RuleSet } from "../../services/routing/routing-rules.ts";
import type { RoutingTrialView } from "../../services/routing/routing-trial.ts";
import type { TrialOutcome } from "../../services/routing/trial.ts";

type NameOf = (id: number) => string;

export function toRuleSet({ version, rules, note, actor, at }: RuleSet): RoutingRuleSet {
  return { version, rules: [...rules], note, actor, at: at?.toISOString() ?? null };
}

export function toOrderRouting({ orderId, parts, decisions, locations }: OrderRoutingView): OrderRouting {
  const nameOf = namesOf(locations);
  const [decision, ...earlier] = decisions.map((row) => toDecision(row, nameOf));
  return {
    order_id: orderId,
    held: parts.map(({ lineRemoteId, sku, locationId, quantity, shipped }) => ({
      line_remote_id: lineRemoteId,
      sku,
      location_id: locationId,
      location: nameOf(locationId),
      quantity,
      sent: shipped,
    })),
    decision: decision ?? null,
    earlier,
  };
}

function toDecision(row: DecisionRow, nameOf: NameOf): RoutingDecisionReply {
  const parts = decisionPartsSchema.parse(row.parts);
  return {
    rules_version: row.rules_version,
    cause: row.cause,
    state: row.state,
    parts: parts.map(({ lineRemoteId, sku, locationId, quantity }) => ({
      line_remote_id: lineRemoteId,
      sku,
      location_id: locationId,
      location: nameOf(locationId),
      quantity,
    })),
    parcels: new Set(parts.map((part) => part.locationId)).size,
    oversold: decisionOversoldSchema.parse(row.oversold).map(({ sku, locationId, quantity }) => ({
      sku,
      location_id: locationId,
      location: nameOf(locationId),
      quantity,
    })),
    explanation: decisionStepsSchema.parse(row.steps),
    actor: row.actor,
    reason: row.reason,
    at: row.at.toISOString(),
  };
}

export function toTrial(view: RoutingTrialView): RoutingTrial {
  const nameOf = namesOf(view.locations);
  const partsOf = ({ parts }: Routing) =>
    parts.map(({ sku, locationId, quantity }) => ({
      sku,
      location_id: locationId,
      location: nameOf(locationId),
      quantity: fromMillionths(quantity),
    }));
  return {
    rules_version: view.version,
    orders: view.orders,
    changed_orders: view.changed,
    before: toOutcome(view.before),
    after: toOutcome(view.after),
    differences: view.differences.map(({ order, before, after }) => ({
      order_id: order.id,
      number: order.number,
      before: partsOf(before),
      after: partsOf(after),
      why: [...after.steps],
    })),
  };
}

function toOutcome(outcome: TrialOutcome): RoutingTrialOutcome {
  return {
    parcels: outcome.parcels,
    split_orders: outcome.splitOrders,
    held_orders: outcome.heldOrders,
    oversold_orders: outcome.oversoldOrders,
    oversold_quantity: fromMillionths(outcome.oversoldQuantity),
  };
}

/** A place that was removed since has its number for a name. */
function namesOf(locations: readonly LocationRow[]): NameOf {
  const names = new Map(locations.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? `location ${id}`;
}
