// What POST, PUT and GET /orders accept.
import { currencyCodes } from "../state/currency.ts";
import type { WooState } from "../state/woo-state.ts";
import type { ArgSchema, Args } from "../wordpress/arg-schema.ts";
import { datedArgs, selectingArgs } from "../wordpress/list-args.ts";

const text: ArgSchema = { type: "string" };
const integer: ArgSchema = { type: "integer" };
const ids: ArgSchema = { type: "array", items: { type: "any" } };

export function orderListArgs(state: WooState): Args {
  const statuses = ["any", "trash", "auto-draft", ...state.statuses.keys()];
  return {
    ...datedArgs,
    ...selectingArgs,
    orderby: { type: "string", enum: ["date", "id", "include", "title", "slug", "modified"] },
    parent: ids,
    parent_exclude: ids,
    status: { type: "array", items: { type: "string", enum: statuses } },
    customer: integer,
    product: integer,
    dp: integer,
    created_via: { type: "array", items: text },
  };
}

export const metaArg: ArgSchema = {
  type: "array",
  items: { type: "object", properties: { id: integer, key: text, value: { type: "any" } } },
};

const address: Args = Object.fromEntries(
  ["first_name", "last_name", "company", "address_1", "address_2", "city", "state", "postcode", "country", "phone"].map(
    (name) => [name, { ...text, nullable: true }],
  ),
);

const line: Args = { id: integer, total: text, subtotal: text, meta_data: metaArg };

export function orderWriteArgs(state: WooState): Args {
  return {
    parent_id: integer,
    created_via: text,
    status: { type: "string", enum: ["auto-draft", ...state.statuses.keys()] },
    currency: { type: "string", enum: currencyCodes },
    customer_id: integer,
    customer_note: text,
    billing: { type: "object", properties: { ...address, email: { ...text, nullable: true, format: "email" } } },
    shipping: { type: "object", properties: address },
    payment_method: text,
    payment_method_title: text,
    transaction_id: text,
    meta_data: metaArg,
    line_items: lines({ ...line, variation_id: integer, quantity: integer, tax_class: text }),
    shipping_lines: lines({ ...line, instance_id: text }),
    fee_lines: lines({ ...line, tax_class: text, tax_status: { ...text, enum: ["taxable", "none"] } }),
    coupon_lines: lines({ id: integer, meta_data: metaArg }),
    set_paid: { type: "boolean" },
    manual_update: { type: "boolean" },
  };
}

function lines(properties: Args): ArgSchema {
  return { type: "array", items: { type: "object", properties } };
}
