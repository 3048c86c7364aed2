// What the product and variation endpoints accept.
import { metaArg } from "../orders/order-args.ts";
import type { ArgSchema, Args } from "../wordpress/arg-schema.ts";
import { datedArgs, selectingArgs } from "../wordpress/list-args.ts";

const text: ArgSchema = { type: "string" };
const integer: ArgSchema = { type: "integer" };
const flag: ArgSchema = { type: "boolean" };
const ids: ArgSchema = { type: "array", items: integer };
const objects: ArgSchema = { type: "array", items: { type: "object" } };
const date: ArgSchema = { type: "string", nullable: true };
const types = ["simple", "grouped", "external", "variable"];
const listStatuses = ["any", "future", "trash", "draft", "pending", "private", "publish"];
const stockStatuses = ["instock", "outofstock", "onbackorder"];

export const productListArgs: Args = {
  ...datedArgs,
  ...selectingArgs,
  orderby: {
    type: "string",
    enum: ["date", "id", "include", "title", "slug", "modified", "price", "popularity", "rating", "menu_order"],
  },
  slug: text,
  status: { type: "string", enum: listStatuses },
  type: { type: "string", enum: types },
  sku: text,
  featured: flag,
  category: text,
  tag: text,
  shipping_class: text,
  attribute: text,
  attribute_term: text,
  on_sale: flag,
  min_price: text,
  max_price: text,
  stock_status: { type: "string", enum: stockStatuses },
  search_sku: text,
  search_name_or_sku: text,
  include_status: { type: "array", items: { type: "string", enum: listStatuses } },
  exclude_status: { type: "array", items: { type: "string", enum: listStatuses } },
  include_types: { type: "array", items: { type: "string", enum: types } },
  exclude_types: { type: "array", items: { type: "string", enum: types } },
  virtual: flag,
  downloadable: flag,
};

const stockedWriteArgs: Args = {
  description: text,
  sku: text,
  global_unique_id: text,
  regular_price: text,
  sale_price: text,
  date_on_sale_from: date,
  date_on_sale_from_gmt: date,
  date_on_sale_to: date,
  date_on_sale_to_gmt: date,
  virtual: flag,
  downloadable: flag,
  downloads: objects,
  download_limit: integer,
  download_expiry: integer,
  tax_status: { type: "string", enum: ["taxable", "shipping", "none"] },
  tax_class: text,
  manage_stock: flag,
  stock_quantity: integer,
  stock_status: { type: "string", enum: stockStatuses },
  backorders: { type: "string", enum: ["no", "notify", "yes"] },
  low_stock_amount: { ...integer, nullable: true },
  weight: text,
  dimensions: { type: "object", properties: { length: text, width: text, height: text } },
  shipping_class: text,
  menu_order: integer,
  meta_data: metaArg,
};

export const productWriteArgs: Args = {
  name: text,
  slug: text,
  date_created: date,
  date_created_gmt: date,
  type: { type: "string", enum: types },
  status: { type: "string", enum: ["draft", "pending", "private", "publish", "future", "auto-draft", "trash"] },
  featured: flag,
  catalog_visibility: { type: "string", enum: ["visible", "catalog", "search", "hidden"] },
  short_description: text,
  ...stockedWriteArgs,
  external_url: text,
  button_text: text,
  sold_individually: flag,
  reviews_allowed: flag,
  post_password: text,
  upsell_ids: ids,
  cross_sell_ids: ids,
  parent_id: integer,
  purchase_note: text,
  categories: objects,
  tags: objects,
  images: objects,
  attributes: objects,
  default_attributes: objects,
  grouped_products: ids,
  inventory_delta: integer,
};

export const variationListArgs: Args = {
  ...datedArgs,
  ...selectingArgs,
  orderby: { type: "string", enum: ["date", "id", "include", "title", "slug", "modified", "menu_order"] },
  status: { type: "string", enum: listStatuses },
  sku: text,
  stock_status: { type: "string", enum: stockStatuses },
  on_sale: flag,
  include_status: { type: "array", items: { type: "string", enum: listStatuses } },
  exclude_status: { type: "array", items: { type: "string", enum: listStatuses } },
};

export const variationWriteArgs: Args = {
  ...stockedWriteArgs,
  status: { type: "string", enum: ["draft", "pending", "private", "publish"] },
  image: { type: "object" },
  attributes: objects,
  inventory_delta: integer,
};
