// Arguments that most lists share.
import type { Args } from "./arg-schema.ts";

export const singleArgs: Args = { context: { type: "string", enum: ["view", "edit"] } };

export const pagedArgs: Args = {
  ...singleArgs,
  page: { type: "integer", minimum: 1 },
  per_page: { type: "integer", minimum: 1, maximum: 100 },
  search: { type: "string" },
};

export const datedArgs: Args = {
  ...pagedArgs,
  after: { type: "string", format: "date-time" },
  before: { type: "string", format: "date-time" },
  modified_after: { type: "string", format: "date-time" },
  modified_before: { type: "string", format: "date-time" },
  dates_are_gmt: { type: "boolean" },
};

export const selectingArgs: Args = {
  exclude: { type: "array", items: { type: "any" } },
  include: { type: "array", items: { type: "any" } },
  offset: { type: "integer" },
  order: { type: "string", enum: ["asc", "desc"] },
};
