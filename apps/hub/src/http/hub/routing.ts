// From where orders are sent: the rules, what was decided by them, and what other rules would have decided.
import { idParamsSchema } from "@logix/api/hub/ids";
import {
  orderRoutingSchema,
  rerouteRequestSchema,
  routingOverrideRequestSchema,
  routingRuleSetQuerySchema,
  routingRuleSetRequestSchema,
  routingRuleSetSchema,
  routingTrialRequestSchema,
  routingTrialSchema,
} from "@logix/api/hub/routing";
import { problemReplies } from "@logix/api/problem";
import type { OrderRoutings } from "../../services/routing/order-routing.ts";
import type { RoutingRuleSets } from "../../services/routing/routing-rules.ts";
import type { RoutingTrials } from "../../services/routing/routing-trial.ts";
import { principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";
import { toOrderRouting, toRuleSet, toTrial } from "./routing-replies.ts";

export type RoutingServices = {
  readonly routingRules: RoutingRuleSets;
  readonly orderRoutings: OrderRoutings;
  readonly routingTrials: RoutingTrials;
};

const tags = ["Routing"];

const readRules = {
  tags,
  operationId: "readRoutingRules",
  summary: "The rules by which it is decided from where orders are sent",
  querystring: routingRuleSetQuerySchema,
  response: { 200: routingRuleSetSchema, ...problemReplies },
};
const replaceRules = {
  tags,
  operationId: "replaceRoutingRules",
  summary: "Replace the rules as a whole",
  description: "They count for orders from now on. What was decided before stays, with the version that decided it.",
  body: routingRuleSetRequestSchema,
  response: { 200: routingRuleSetSchema, ...problemReplies },
};
const readRouting = {
  tags,
  operationId: "readOrderRouting",
  summary: "From where an order is sent, and why",
  params: idParamsSchema,
  response: { 200: orderRoutingSchema, ...problemReplies },
};
const overrideRouting = {
  tags,
  operationId: "overrideOrderRouting",
  summary: "Send an order from elsewhere",
  description: "With a reason that stays with the order. Possible until its goods have left.",
  params: idParamsSchema,
  body: routingOverrideRequestSchema,
  response: { 200: orderRoutingSchema, ...problemReplies },
};
const reroute = {
  tags,
  operationId: "rerouteOrder",
  summary: "Decide anew, by today's rules and stock",
  description: "Possible until the order is picked.",
  params: idParamsSchema,
  body: rerouteRequestSchema,
  response: { 200: orderRoutingSchema, ...problemReplies },
};
const tryRules = {
  tags,
  operationId: "tryRoutingRules",
  summary: "What other rules would have made of the last orders",
  description:
    "Nothing is changed. Today's rules and these are played over the same orders and the same stock: what is free now and all" +
    " that these orders took, as if what came in meanwhile had been there from the beginning.",
  body: routingTrialRequestSchema,
  response: { 200: routingTrialSchema, ...problemReplies },
};

export function routingRoutes(
  server: HubServer,
  { routingRules, orderRoutings, routingTrials }: RoutingServices,
): void {
  server.get("/routing-rules", { config: { access: "stock:read" }, schema: readRules }, async (request) =>
    toRuleSet(await routingRules.get(principalOf(request), request.query.version)),
  );
  server.put("/routing-rules", { config: { access: "integration:update" }, schema: replaceRules }, async (request) =>
    toRuleSet(await routingRules.put(principalOf(request), request.body)),
  );
  server.get("/orders/:id/routing", { config: { access: "orders:read" }, schema: readRouting }, async (request) =>
    toOrderRouting(await orderRoutings.view(principalOf(request), request.params.id)),
  );
  server.post(
    "/orders/:id/routing/override",
    { config: { access: "orders:write" }, schema: overrideRouting },
    async (request) => {
      const { reason, location_id: locationId, parts } = request.body;
      const wanted = {
        reason,
        locationId,
        parts: parts?.map(({ line_remote_id, location_id, quantity }) => ({
          lineRemoteId: line_remote_id,
          locationId: location_id,
          quantity,
        })),
      };
      return toOrderRouting(await orderRoutings.override(principalOf(request), request.params.id, wanted));
    },
  );
  server.post("/orders/:id/routing/reroute", { config: { access: "orders:write" }, schema: reroute }, async (request) =>
    toOrderRouting(await orderRoutings.reroute(principalOf(request), request.params.id, request.body.reason ?? null)),
  );
  server.post("/routing/try", { config: { access: "orders:read" }, schema: tryRules }, async (request) => {
    const { rules, orders } = request.body;
    return toTrial(await routingTrials.try(principalOf(request), rules, orders));
  });
}
