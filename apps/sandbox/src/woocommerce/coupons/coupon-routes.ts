// https://woocommerce.github.io/woocommerce-rest-api-docs/#coupons

import { metaArg } from "../orders/order-args.ts";
import { metaView, setMeta, writeMeta } from "../state/meta.ts";
import { amount, fixed, phpInt } from "../state/money.ts";
import type { WooState } from "../state/woo-state.ts";
import type { Args } from "../wordpress/arg-schema.ts";
import { runBatch } from "../wordpress/batch.ts";
import type { JsonObject } from "../wordpress/json.ts";
import { linksOf } from "../wordpress/links.ts";
import { datedArgs, selectingArgs, singleArgs } from "../wordpress/list-args.ts";
import { pageOf, pagingHeaders } from "../wordpress/paging.ts";
import { gmtText, localText, writtenSeconds } from "../wordpress/rest-date.ts";
import { RestError } from "../wordpress/rest-error.ts";
import { editMethods, ok, type RestReply, type RestRequest, type RestRoute } from "../wordpress/rest-route.ts";
import { byDates, byIds, sortBy } from "../wordpress/selection.ts";
import type { CouponRecord } from "./coupon-record.ts";

const listArgs: Args = { ...datedArgs, ...selectingArgs, code: { type: "string" } };
const writeArgs: Args = {
  code: { type: "string" },
  amount: { type: "string" },
  discount_type: { type: "string", enum: ["percent", "fixed_cart", "fixed_product"] },
  description: { type: "string" },
  status: { type: "string" },
  individual_use: { type: "boolean" },
  free_shipping: { type: "boolean" },
  minimum_amount: { type: "string" },
  maximum_amount: { type: "string" },
  meta_data: metaArg,
};

export function couponRoutes(state: WooState): RestRoute[] {
  const createArgs: Args = { ...writeArgs, code: { type: "string", required: true } };
  return [
    {
      methods: ["GET"],
      template: "/coupons",
      right: "list",
      args: listArgs,
      handle: (request) => list(state, request),
    },
    {
      methods: ["POST"],
      template: "/coupons",
      right: "create",
      args: createArgs,
      handle: ({ params }) => create(state, params),
    },
    {
      methods: ["GET"],
      template: "/coupons/{id}",
      right: "view",
      args: singleArgs,
      handle: ({ params }) => ok(couponView(state, findCoupon(state, params.id))),
    },
    {
      methods: editMethods,
      template: "/coupons/{id}",
      right: "edit",
      args: writeArgs,
      handle: ({ params }) => ok(couponView(state, update(state, params))),
    },
    {
      methods: ["DELETE"],
      template: "/coupons/{id}",
      right: "delete",
      args: { force: { type: "boolean", default: false } },
      handle: ({ params }) => ok(remove(state, params)),
    },
    { methods: editMethods, template: "/coupons/batch", right: "batch", handle: ({ params }) => batch(state, params) },
  ];
}

function list(state: WooState, { params, query }: RestRequest): RestReply {
  const page = pageOf(params);
  const { home, offsetMinutes } = state.settings;
  const code = String(params.code ?? "").toLowerCase();
  const found = [...state.coupons.values()]
    .filter(byIds(params))
    .filter(byDates(params, offsetMinutes, "others"))
    .filter((coupon) => coupon.status !== "trash" && (code === "" || coupon.code.toLowerCase() === code));
  const sorted = sortBy(found, ({ createdAt }) => createdAt, params.order !== "asc");
  const shown = sorted.slice(page.offset, page.offset + page.perPage);
  const headers = pagingHeaders({ url: `${home}/wp-json/wc/v3/coupons`, home, query, page, total: found.length });
  return { status: 200, headers, json: shown.map((coupon) => couponView(state, coupon)) };
}

export function couponView(state: WooState, coupon: CouponRecord): JsonObject {
  const { priceDecimals, offsetMinutes, home } = state.settings;
  const collection = `${home}/wp-json/wc/v3/coupons`;
  const money = (value: number) => fixed(value, priceDecimals);
  return {
    id: coupon.id,
    code: coupon.code,
    amount: money(coupon.amount),
    status: coupon.status,
    date_created: localText(coupon.createdAt, offsetMinutes),
    date_created_gmt: gmtText(coupon.createdAt),
    date_modified: localText(coupon.modifiedAt, offsetMinutes),
    date_modified_gmt: gmtText(coupon.modifiedAt),
    discount_type: coupon.discountType,
    description: coupon.description,
    date_expires: coupon.expiresAt === null ? null : localText(coupon.expiresAt, offsetMinutes),
    date_expires_gmt: coupon.expiresAt === null ? null : gmtText(coupon.expiresAt),
    usage_count: coupon.usageCount,
    individual_use: coupon.individualUse,
    product_ids: [],
    excluded_product_ids: [],
    usage_limit: null,
    usage_limit_per_user: null,
    limit_usage_to_x_items: null,
    free_shipping: coupon.freeShipping,
    product_categories: [],
    excluded_product_categories: [],
    exclude_sale_items: false,
    minimum_amount: money(coupon.minimumAmount),
    maximum_amount: money(coupon.maximumAmount),
    email_restrictions: [],
    used_by: coupon.usedBy,
    meta_data: metaView(coupon.meta),
    _links: linksOf({ self: `${collection}/${coupon.id}`, collection }),
  };
}

function findCoupon(state: WooState, id: unknown, status = 404): CouponRecord {
  const coupon = state.coupons.get(phpInt(id));
  if (coupon) return coupon;
  throw new RestError("woocommerce_rest_shop_coupon_invalid_id", "Invalid ID.", status);
}

function create(state: WooState, params: JsonObject): RestReply {
  const coupon = add(state, params);
  const location = `${state.settings.home}/wp-json/wc/v3/coupons/${coupon.id}`;
  return { status: 201, headers: { Location: location }, json: couponView(state, coupon) };
}

function add(state: WooState, params: JsonObject): CouponRecord {
  const code = String(params.code ?? "").trim();
  if ([...state.coupons.values()].some((other) => other.code.toLowerCase() === code.toLowerCase())) {
    throw new RestError("woocommerce_rest_coupon_code_already_exists", "The coupon code already exists", 400);
  }
  const now = state.nowSeconds();
  const coupon = { ...blankCoupon, id: state.nextId("post"), code, createdAt: now, modifiedAt: now };
  writeFields(state, coupon, params);
  state.coupons.set(coupon.id, coupon);
  state.announce({ topic: "coupon.created", id: coupon.id });
  return coupon;
}

export const blankCoupon: CouponRecord = {
  id: 0,
  code: "",
  amount: 0,
  status: "publish",
  createdAt: 0,
  modifiedAt: 0,
  discountType: "fixed_cart",
  description: "",
  expiresAt: null,
  usageCount: 0,
  freeShipping: false,
  individualUse: false,
  minimumAmount: 0,
  maximumAmount: 0,
  usedBy: [],
  meta: [],
};

function update(state: WooState, params: JsonObject): CouponRecord {
  const coupon = findCoupon(state, params.id, 400);
  writeFields(state, coupon, params);
  coupon.modifiedAt = state.nowSeconds();
  state.announce({ topic: "coupon.updated", id: coupon.id });
  return coupon;
}

function writeFields(state: WooState, coupon: CouponRecord, params: JsonObject): void {
  if (params.code !== undefined) coupon.code = String(params.code).trim();
  if (params.discount_type !== undefined) coupon.discountType = String(params.discount_type);
  if (params.amount !== undefined) coupon.amount = amount(params.amount);
  // QUIRK(woocommerce): more than 100 percent is accepted and stored as 0.
  if (coupon.discountType === "percent" && coupon.amount > 100) coupon.amount = 0;
  if (params.description !== undefined) coupon.description = String(params.description);
  if (params.status !== undefined) coupon.status = String(params.status);
  if (params.individual_use !== undefined) coupon.individualUse = params.individual_use === true;
  if (params.free_shipping !== undefined) coupon.freeShipping = params.free_shipping === true;
  if (params.minimum_amount !== undefined) coupon.minimumAmount = amount(params.minimum_amount);
  if (params.maximum_amount !== undefined) coupon.maximumAmount = amount(params.maximum_amount);
  if (params.date_expires !== undefined) {
    coupon.expiresAt = writtenSeconds(String(params.date_expires), false, state.settings.offsetMinutes) ?? null;
  }
  coupon.meta = writeMeta(coupon.meta, params.meta_data, () => state.nextId("meta"));
}

function remove(state: WooState, params: JsonObject): JsonObject {
  const coupon = findCoupon(state, params.id);
  const before = couponView(state, coupon);
  if (params.force === true) {
    state.coupons.delete(coupon.id);
    return before;
  }
  const nextId = () => state.nextId("meta");
  coupon.meta = setMeta(coupon.meta, "_wp_trash_meta_status", coupon.status, nextId);
  coupon.meta = setMeta(coupon.meta, "_wp_trash_meta_time", String(state.nowSeconds()), nextId);
  coupon.status = "trash";
  state.announce({ topic: "coupon.deleted", id: coupon.id });
  // QUIRK(woocommerce): one trash for all post types, so the products' webhook hears of a coupon.
  state.announce({ topic: "product.deleted", id: coupon.id });
  return before;
}

function batch(state: WooState, params: JsonObject): Promise<RestReply> {
  return runBatch(params, {
    create: (item) => couponView(state, add(state, item)),
    update: (item) => couponView(state, update(state, item)),
    remove: (id) => remove(state, { id, force: true }),
  });
}
