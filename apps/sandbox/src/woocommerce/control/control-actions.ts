// The control API's table: method, path, what it does. GET /_sandbox prints it.

import type { FaultRule } from "../server/faults.ts";
import type { Json, JsonObject } from "../wordpress/json.ts";
import {
  deliveryFaultsBody,
  everyBody,
  type FaultRuleBody,
  faultsBody,
  fieldsBody,
  newStatusBody,
  placeOrderBody,
  refundBody,
  settingsBody,
  statusBody,
  stockBody,
  tamperOrderBody,
  tamperProductBody,
  webhookStatusBody,
} from "./control-bodies.ts";
import type { WooControl } from "./woo-control.ts";

type ControlRequest = { id: number; name: string; query: JsonObject; body: Json };
export type ControlAction = {
  method: string;
  path: string;
  about: string;
  run: (request: ControlRequest) => Json | undefined | Promise<Json | undefined>;
};

export function controlActions(control: WooControl): ControlAction[] {
  return [
    ...lookActions(control),
    ...orderActions(control),
    ...statusActions(control),
    ...productActions(control),
    ...faultActions(control),
    ...silentActions(control),
  ];
}

type Run = ControlAction["run"];

function action(method: string, path: string, about: string, run: Run): ControlAction {
  return { method, path, about, run };
}

// For actions without an answer.
function done(run: (request: ControlRequest) => void): Run {
  return (request) => {
    run(request);
    return { done: true };
  };
}

function lookActions(control: WooControl): ControlAction[] {
  return [
    action("GET", "/counts", "requests by method and route, written fields by resource", () => control.counts()),
    action(
      "DELETE",
      "/counts",
      "forgets counts and requests",
      done(() => control.resetCounts()),
    ),
    action("GET", "/requests", "the latest requests with their bodies", () => control.requests()),
    action("GET", "/deliveries", "every attempt of a webhook", () => control.deliveries()),
    action("GET", "/deliveries/settled", "answers when no webhook is waiting", async () => {
      await control.deliveriesSettled();
      return { done: true };
    }),
    action("GET", "/webhooks", "webhooks with their hidden count of failures", () => control.webhooks()),
    action("GET", "/customers", "all customers", () => control.customers()),
    action(
      "POST",
      "/customers/start",
      "keeps orders coming: {everyMs}",
      done(({ body }) => control.startCustomers(everyBody.parse(body))),
    ),
    action(
      "POST",
      "/customers/stop",
      "stops them",
      done(() => control.stopCustomers()),
    ),
  ];
}

function orderActions(control: WooControl): ControlAction[] {
  return [
    action("GET", "/orders", "all orders", () => control.orders()),
    action("GET", "/orders/{id}", "one order", ({ id }) => control.order(id)),
    action(
      "POST",
      "/orders",
      "a shopper's checkout: {lines: [{sku, quantity}], email, status, ...}, all optional",
      ({ body }) => control.placeOrder(placeOrderBody.parse(body)),
    ),
    action("POST", "/orders/{id}/status", "as a shop manager: {status}", ({ id, body }) =>
      control.setOrderStatus(id, statusBody.parse(body).status),
    ),
    action("POST", "/orders/{id}/edit", "fields as in PUT /orders/{id}", ({ id, body }) =>
      control.editOrder(id, fieldsBody.parse(body)),
    ),
    action(
      "POST",
      "/orders/{id}/trash",
      "into the trash",
      done(({ id }) => control.trashOrder(id)),
    ),
    action(
      "POST",
      "/orders/{id}/restore",
      "out of the trash",
      done(({ id }) => control.restoreOrder(id)),
    ),
    action(
      "DELETE",
      "/orders/{id}",
      "away for good, silently",
      done(({ id }) => control.deleteOrder(id)),
    ),
    action(
      "POST",
      "/orders/{id}/refund",
      "{amount, lines: [{id, quantity}], reason, restock}; all that is left when empty",
      ({ id, body }) => control.refund(id, refundBody.parse(body)),
    ),
  ];
}

// Statuses that a plugin brings along.
function statusActions(control: WooControl): ControlAction[] {
  return [
    action(
      "POST",
      "/statuses",
      "a plugin's status: {slug, label}",
      done(({ body }) => {
        const { slug, label } = newStatusBody.parse(body);
        control.registerStatus(slug, label);
      }),
    ),
    action(
      "DELETE",
      "/statuses/{name}",
      "the plugin is removed",
      done(({ name }) => control.unregisterStatus(name)),
    ),
  ];
}

function productActions(control: WooControl): ControlAction[] {
  return [
    action("GET", "/products", "all products and variations, or ?sku=", ({ query }) =>
      query.sku === undefined ? control.products() : (control.productBySku(String(query.sku)) ?? null),
    ),
    action("GET", "/products/{id}", "one product or variation", ({ id }) => control.product(id)),
    action("POST", "/products", "fields as in POST /products", ({ body }) =>
      control.createProduct(fieldsBody.parse(body)),
    ),
    action("POST", "/products/{id}/variations", "fields as in POST .../variations", ({ id, body }) =>
      control.createVariation(id, fieldsBody.parse(body)),
    ),
    action("POST", "/products/{id}/stock", "{quantity}", ({ id, body }) =>
      control.setStock(id, stockBody.parse(body).quantity),
    ),
    action("POST", "/products/{id}/edit", "fields as in PUT /products/{id}", ({ id, body }) =>
      control.editProduct(id, fieldsBody.parse(body)),
    ),
    action(
      "POST",
      "/products/{id}/restore",
      "out of the trash",
      done(({ id }) => control.restoreProduct(id)),
    ),
    action(
      "DELETE",
      "/products/{id}",
      "into the trash; ?force=true for good",
      done(({ id, query }) => control.deleteProduct(id, { force: query.force === "true" })),
    ),
  ];
}

function faultActions({ faults, deliveryFaults }: WooControl): ControlAction[] {
  return [
    action("GET", "/faults", "the rules that are set", () => faults.list().map(shownRule)),
    action(
      "POST",
      "/faults",
      "replaces the rules: {kind, match: {method, path, regex, body, itemsOver}, times, probability, ms, status, retryAfterSeconds, headers} or a list",
      ({ body }) => {
        faults.set([faultsBody.parse(body)].flat().map(toRule));
        return faults.list().map(shownRule);
      },
    ),
    action(
      "DELETE",
      "/faults",
      "clears them",
      done(() => faults.clear()),
    ),
    action(
      "POST",
      "/delivery-faults",
      "replaces them: {kind: duplicate|reorder|drop|delay|tamper, probability, times, ms, topic} or a list",
      ({ body }) => {
        deliveryFaults.set(deliveryFaultsBody.parse(body));
        return [...deliveryFaults.list()];
      },
    ),
    action(
      "DELETE",
      "/delivery-faults",
      "clears them",
      done(() => deliveryFaults.clear()),
    ),
  ];
}

// Behind WooCommerce's back: no webhook, no date_modified.
function silentActions(control: WooControl): ControlAction[] {
  return [
    action(
      "POST",
      "/orders/{id}/tamper",
      "as a database tool would, silently: {status}",
      done(({ id, body }) => control.tamperOrder(id, tamperOrderBody.parse(body))),
    ),
    action(
      "POST",
      "/products/{id}/tamper",
      "as a database tool would, silently: {stock, price}",
      done(({ id, body }) => control.tamperProduct(id, tamperProductBody.parse(body))),
    ),
    action(
      "POST",
      "/settings",
      "{currency, priceDecimals, weightUnit, taxDisplay, pricesIncludeTax, offsetMinutes}",
      done(({ body }) => control.changeSettings(settingsBody.parse(body))),
    ),
    action(
      "POST",
      "/webhooks/{id}/status",
      "as WooCommerce disables one: {status}",
      done(({ id, body }) => control.setWebhookStatus(id, webhookStatusBody.parse(body).status)),
    ),
    action(
      "DELETE",
      "/webhooks/{id}",
      "as a shop manager deletes one",
      done(({ id }) => control.deleteWebhook(id)),
    ),
  ];
}

function toRule({ match, ...rule }: FaultRuleBody): FaultRule {
  if (!match) return rule;
  const { regex, ...plain } = match;
  return { ...rule, match: regex === undefined ? plain : { ...plain, path: new RegExp(regex) } };
}

function shownRule({ match, ...rule }: FaultRule): JsonObject {
  return match ? { ...rule, match: { ...match, path: shown(match.path), body: shown(match.body) } } : rule;
}

function shown(wanted: string | RegExp | undefined): string | undefined {
  return wanted === undefined ? undefined : String(wanted);
}
