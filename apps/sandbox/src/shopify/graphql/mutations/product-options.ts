// The options of a product as a mutation gives them, and what cannot be.
import { makeOption } from "../../products/make-product.ts";
import type { ProductRecord } from "../../state/records.ts";
import type { ShopifyState } from "../../state/shopify-state.ts";
import { type UserError, userError } from "./user-error.ts";

export type OptionInput = { name?: string | null; values?: readonly { name?: string | null }[] | null };

const mostOptions = 3;

export function toOptions(
  state: ShopifyState,
  inputs: readonly OptionInput[] | null | undefined,
): ProductRecord["options"] {
  const given = inputs ?? [];
  const [first] = given;
  // QUIRK(shopify): this is how a product without options is written.
  if (given.length === 1 && first?.name === "Title" && namesOf(first).join() === "Default Title") return [];
  return given.map((option) => makeOption(state, option.name ?? "", namesOf(option)));
}

export function optionFault(inputs: readonly OptionInput[]): UserError | undefined {
  const path = ["input", "productOptions"];
  if (inputs.length > mostOptions) return userError("Options are over the limit of 3", path, "OPTIONS_OVER_LIMIT");
  const names = inputs.map(({ name }) => (name ?? "").toLowerCase());
  if (new Set(names).size < names.length) return userError("Duplicated option name", path, "DUPLICATED_OPTION_NAME");
  for (const [index, input] of inputs.entries()) {
    const values = namesOf(input);
    const where = [...path, String(index), "values"];
    if (values.length === 0) return userError("Option values missing", where, "OPTION_VALUES_MISSING");
    if (new Set(values.map((value) => value.toLowerCase())).size < values.length)
      return userError("Duplicated option value", where, "DUPLICATED_OPTION_VALUE");
  }
  return undefined;
}

function namesOf({ values }: OptionInput): string[] {
  return (values ?? []).flatMap(({ name }) => name ?? []);
}
