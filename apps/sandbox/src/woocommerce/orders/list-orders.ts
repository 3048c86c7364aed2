// GET /orders: which orders, in which order. Lists are kept until something changes, so paging stays quick.

import type { WooState } from "../state/woo-state.ts";
import { toList } from "../wordpress/arg-schema.ts";
import type { JsonObject } from "../wordpress/json.ts";
import { type Page, pageOf } from "../wordpress/paging.ts";
import { byDates, byIds, idList, inIncludeOrder, sortBy } from "../wordpress/selection.ts";
import { shuffleTies } from "./modified-ties.ts";
import type { OrderRecord } from "./order-record.ts";
import type { OrderSlot } from "./order-table.ts";

type KeptList = { version: number; slots: OrderSlot[] };
const keptLists = new WeakMap<WooState, Map<string, KeptList>>();
const listsKept = 32;
const selecting = [
  "status,include,exclude,customer,search,product,parent,parent_exclude,created_via,orderby,order",
  "after,before,modified_after,modified_before,dates_are_gmt",
].flatMap((names) => names.split(","));

// `following` is what a reader who goes on will ask for next.
export type OrderPage = { slots: OrderSlot[]; following: OrderSlot[]; total: number; page: Page };

export function listOrders(state: WooState, params: JsonObject): OrderPage {
  const page = pageOf(params);
  const all = matching(state, params);
  const end = page.offset + page.perPage;
  const slots = params.orderby === "modified" ? shuffleTies(all, page) : all.slice(page.offset, end);
  return { slots, following: all.slice(end, end + page.perPage), total: all.length, page };
}

function matching(state: WooState, params: JsonObject): OrderSlot[] {
  const kept = keptLists.get(state) ?? new Map<string, KeptList>();
  keptLists.set(state, kept);
  const key = JSON.stringify(selecting.map((name) => params[name] ?? null));
  const known = kept.get(key);
  if (known && known.version === state.orders.version) return known.slots;
  const slots = sorted(select(state, params), params);
  if (kept.size >= listsKept) kept.clear();
  kept.set(key, { version: state.orders.version, slots });
  return slots;
}

function select(state: WooState, params: JsonObject): OrderSlot[] {
  const wanted = wantedStatuses(state, params);
  const isDated = byDates(params, state.settings.offsetMinutes, "orders");
  const isNamed = byIds(params);
  const checks = [bySearch(params), byCustomer(params), byProduct(params), byOrigin(params)].filter(
    (check) => check !== undefined,
  );
  return state.orders
    .all()
    .filter((slot) => wanted.has(slot.status) && isDated(slot) && isNamed(slot))
    .filter((slot) => checks.length === 0 || checks.every((check) => check(slot, () => state.orders.peek(slot))));
}

// QUIRK(woocommerce): "any" is every registered status but trash, even in "any,trash"; drafts of a checkout are in.
function wantedStatuses(state: WooState, params: JsonObject): Set<string> {
  const sent = params.status === undefined ? ["any"] : toList(params.status).map(String);
  return new Set(sent.length === 0 || sent.includes("any") ? state.statuses.keys() : sent);
}

type Check = (slot: OrderSlot, read: () => OrderRecord) => boolean;

function byCustomer(params: JsonObject): Check | undefined {
  if (params.customer === undefined) return undefined;
  const customer = Number(params.customer);
  return (slot) => slot.customerId === customer;
}

function byProduct(params: JsonObject): Check | undefined {
  if (params.product === undefined) return undefined;
  const product = Number(params.product);
  return (_, read) => read().lines.some((line) => line.productId === product || line.variationId === product);
}

function bySearch(params: JsonObject): Check | undefined {
  const search = String(params.search ?? "").toLowerCase();
  if (search === "") return undefined;
  return (slot, read) => String(slot.id) === search || haystack(read()).includes(search);
}

function haystack({ billing, shipping, lines }: OrderRecord): string {
  const parts = [...Object.values(billing), ...Object.values(shipping), ...lines.map(({ name }) => name)];
  return parts.join(" ").toLowerCase();
}

function byOrigin(params: JsonObject): Check | undefined {
  const parents = idList(params.parent);
  const notParents = idList(params.parent_exclude);
  const origins = params.created_via === undefined ? [] : toList(params.created_via).map(String);
  if (parents.length + notParents.length + origins.length === 0) return undefined;
  return (_, read) => {
    const { parentId, createdVia } = read();
    if (parents.length > 0 && !parents.includes(parentId)) return false;
    return !notParents.includes(parentId) && (origins.length === 0 || origins.includes(createdVia));
  };
}

function sorted(slots: OrderSlot[], params: JsonObject): OrderSlot[] {
  const descending = params.order !== "asc";
  switch (params.orderby) {
    case "include":
      return inIncludeOrder(slots, idList(params.include));
    case "modified":
      return sortBy(slots, ({ modifiedAt }) => modifiedAt, descending);
    case "id":
    case "title":
    case "slug":
      return sortBy(slots, ({ id }) => id, descending);
    default:
      return sortBy(slots, ({ createdAt }) => createdAt, descending);
  }
}
