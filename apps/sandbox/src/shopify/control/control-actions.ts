// The control API's table: method, path, what it does. GET /_sandbox prints it.
import {
  cancelBody,
  declineBody,
  deliveryFaultsBody,
  drainBody,
  editBody,
  everyBody,
  faultsBody,
  fulfilBody,
  placeOrderBody,
  privacyBody,
  quantityBody,
  reasonBody,
  refundBody,
  returnBody,
  scopesBody,
  stockBody,
  urlBody,
} from "./control-bodies.ts";
import type { ShopifyControl } from "./shopify-control.ts";

type ControlRequest = { id: number; sku: string; body: unknown };
type Run = (request: ControlRequest) => unknown;
export type ControlAction = { method: string; path: string; about: string; run: Run };

export function controlActions(control: ShopifyControl): ControlAction[] {
  return [
    ...lookActions(control),
    ...orderActions(control),
    ...returnActions(control),
    ...shopActions(control),
    ...appActions(control),
    ...faultActions(control),
  ];
}

function action(method: string, path: string, about: string, run: Run): ControlAction {
  return { method, path, about, run };
}

function lookActions(control: ShopifyControl): ControlAction[] {
  return [
    action("GET", "/counts", "requests by root field, and points of cost used", () => control.counts()),
    action("DELETE", "/counts", "forgets counts and requests", () => control.resetCounts()),
    action("GET", "/requests", "the latest requests with their bodies", () => control.requests()),
    action("GET", "/deliveries", "every attempt of a webhook", () => control.deliveries()),
    action("GET", "/deliveries/settled", "answers when no webhook is under way", () => control.deliveriesSettled()),
    action("POST", "/deliveries/retry", "failed webhooks are tried again at once", () => control.retryWebhooksNow()),
    action("GET", "/webhooks", "subscriptions", () => control.webhooks()),
    action("GET", "/webhooks/removed", "subscriptions given up after too many failures", () =>
      control.removedWebhooks(),
    ),
    action("DELETE", "/webhooks", "forgets all subscriptions, silently", () => control.dropWebhooks()),
    action("GET", "/orders", "all orders", () => control.orders()),
    action("GET", "/orders/{id}", "one order", ({ id }) => control.order(id)),
    action("GET", "/products", "all products", () => control.products()),
    action("GET", "/customers", "all customers", () => control.customers()),
    action("GET", "/locations", "all locations", () => control.locations()),
    action("GET", "/stock/{sku}", "quantities at each location", ({ sku }) => control.stock(sku)),
    action("GET", "/cost", "what is left in the bucket", () => control.cost()),
    action("GET", "/tokens", "every token that works", () => control.tokens()),
  ];
}

function orderActions(control: ShopifyControl): ControlAction[] {
  const shown = ({ id }: { id: number }) => control.order(id);
  return [
    action(
      "POST",
      "/orders",
      "a shopper's checkout: {lines: [{sku, quantity}], country, payment, discountPercentage, ...}, all optional",
      ({ body }) => shown(control.placeOrder(placeOrderBody.parse(body))),
    ),
    action("POST", "/orders/{id}/edit", "{note, tags, email}", ({ id, body }) =>
      shown(control.editOrder(id, editBody.parse(body))),
    ),
    action("POST", "/orders/{id}/cancel", "{reason, refund, restock, note}", ({ id, body }) =>
      shown(control.cancelOrder(id, cancelBody.parse(body))),
    ),
    action("POST", "/orders/{id}/pay", "marks as paid", ({ id }) => shown(control.markPaid(id))),
    action(
      "POST",
      "/orders/{id}/fulfil",
      "{lines: [{id, quantity}], tracking}; all that waits when empty",
      ({ id, body }) => shown(control.fulfilOrder(id, fulfilBody.parse(body))),
    ),
    action(
      "POST",
      "/orders/{id}/refund",
      "{lines: [{id, quantity, restock}], shipping, note, returnId}; all that is left when empty",
      ({ id, body }) => shown(control.refund(id, refundBody.parse(body))),
    ),
    action("POST", "/orders/{id}/close", "archives", ({ id }) => shown(control.closeOrder(id))),
    action("DELETE", "/orders/{id}", "away for good", ({ id }) => control.deleteOrder(id)),
    action("POST", "/customers/start", "keeps orders coming: {everyMs}", ({ body }) =>
      control.startCustomers(everyBody.parse(body)),
    ),
    action("POST", "/customers/stop", "stops them", () => control.stopCustomers()),
  ];
}

function returnActions(control: ShopifyControl): ControlAction[] {
  return [
    action(
      "POST",
      "/orders/{id}/returns",
      "{lines: [{id, quantity}], reason, note, customerNote, byStaff}; all that was sent when empty",
      ({ id, body }) => {
        const { byStaff = false, ...wish } = returnBody.parse(body);
        return byStaff ? control.createReturn(id, wish) : control.requestReturn(id, wish);
      },
    ),
    action("POST", "/returns/{id}/approve", "the staff agrees", ({ id }) => control.approveReturn(id)),
    action("POST", "/returns/{id}/decline", "or not: {reason, note}", ({ id, body }) =>
      control.declineReturn(id, declineBody.parse(body)),
    ),
    action("POST", "/returns/{id}/cancel", "calls it off", ({ id }) => control.cancelReturn(id)),
    action("POST", "/returns/{id}/close", "it is done", ({ id }) => control.closeReturn(id)),
    action("POST", "/returns/{id}/reopen", "it is not", ({ id }) => control.reopenReturn(id)),
    action("POST", "/returns/{id}/reduce", "fewer pieces of its first line come back: {quantity}", ({ id, body }) =>
      control.reduceReturn(id, quantityBody.parse(body).quantity),
    ),
  ];
}

function shopActions(control: ShopifyControl): ControlAction[] {
  return [
    action("POST", "/stock/{sku}/set", "available: {quantity, location}", ({ sku, body }) =>
      control.setStock({ sku, ...stockBody.parse(body) }),
    ),
    action("POST", "/stock/{sku}/adjust", "adds to available: {quantity, location}", ({ sku, body }) =>
      control.adjustStock({ sku, ...stockBody.parse(body) }),
    ),
    action("DELETE", "/products/{id}", "away for good", ({ id }) => control.deleteProduct(id)),
  ];
}

function appActions(control: ShopifyControl): ControlAction[] {
  return [
    action("POST", "/tokens/expire", "ends the hour of every access token", () => control.expireTokens()),
    action("POST", "/tokens/revoke", "ends every token", () => control.revokeTokens()),
    action("POST", "/uninstall", "the merchant removes the app", () => control.uninstall()),
    action("POST", "/scopes", "what the merchant grants: {scopes}", ({ body }) =>
      control.grantScopes(scopesBody.parse(body).scopes),
    ),
    action("POST", "/compliance", "where privacy topics go: {url}", ({ body }) =>
      control.setComplianceUrl(urlBody.parse(body).url),
    ),
    action("POST", "/privacy", "{topic, customerId}", ({ body }) => {
      const { topic, customerId } = privacyBody.parse(body);
      control.requestPrivacy(topic, customerId);
    }),
    action("POST", "/cost/drain", "empties the bucket: {left}", ({ body }) =>
      control.drainCost(drainBody.parse(body).left),
    ),
    action("POST", "/deprecate", "sets the deprecation header: {reason}", ({ body }) =>
      control.deprecate(reasonBody.parse(body).reason),
    ),
  ];
}

function faultActions(control: ShopifyControl): ControlAction[] {
  return [
    action("GET", "/faults", "faults on the road", () => control.faults.list()),
    action(
      "PUT",
      "/faults",
      "sets them: {kind, match: {method, path, operation}, times, probability, ms, status}",
      ({ body }) => control.faults.set(faultsBody.parse(body)),
    ),
    action("DELETE", "/faults", "none any more", () => control.faults.clear()),
    action("GET", "/delivery-faults", "faults of webhooks", () => control.deliveryFaults.list()),
    action("PUT", "/delivery-faults", "sets them: {kind, topic, times, probability, ms}", ({ body }) =>
      control.deliveryFaults.set(deliveryFaultsBody.parse(body)),
    ),
    action("DELETE", "/delivery-faults", "none any more", () => control.deliveryFaults.clear()),
  ];
}
