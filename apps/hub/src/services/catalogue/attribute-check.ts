// Whether a value is what its attribute's definition asks for.
import type { AttributeValue, ProductChange, ProductContent } from "@logix/model";
import { z } from "zod";
import type { AttributeDefinitionRow, AttributeType } from "../../database/catalogue/attribute-definitions.ts";

export type AttributeDefinitions = ReadonlyMap<string, AttributeDefinitionRow>;
export type AttributeProblem = { readonly name: string; readonly problem: string };

type Check = (value: AttributeValue, options: readonly string[]) => string | null;

const daySchema = z.iso.date();

const CHECKS: Readonly<Record<AttributeType, Check>> = {
  text: (value) => (typeof value === "string" ? null : "must be text"),
  number: (value) => (typeof value === "number" ? null : "must be a number"),
  boolean: (value) => (typeof value === "boolean" ? null : "must be true or false"),
  date: (value) => (daySchema.safeParse(value).success ? null : "must be a day such as 2026-11-20"),
  select: (value, options) =>
    typeof value === "string" && options.includes(value) ? null : `must be one of: ${options.join(", ")}`,
  multiselect: (value, options) =>
    isList(value) && value.every((each) => options.includes(each)) ? null : `must be a list of: ${options.join(", ")}`,
};

/** Attributes that nobody described may hold anything; what is taken away, or stays as it was, needs no check. */
export function findAttributeProblem(
  attributes: ProductChange["attributes"],
  held: ProductContent["attributes"],
  definitions: AttributeDefinitions,
): AttributeProblem | null {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    const definition = definitions.get(name);
    if (!definition || value === null || value === "") continue;
    if (JSON.stringify(held[name]) === JSON.stringify(value)) continue;
    const problem = CHECKS[definition.type](value, definition.options ?? []);
    if (problem !== null) return { name, problem };
  }
  return null;
}

function isList(value: AttributeValue): value is readonly string[] {
  return Array.isArray(value);
}
