// The part of JSON schema that WordPress checks arguments with, and its messages.
import { isList, isObject, type Json, type JsonObject } from "./json.ts";
import { isRestDate } from "./rest-date.ts";
import { invalidParams, missingParams, type ParamFault } from "./rest-error.ts";

export type ArgSchema = {
  type?: "integer" | "number" | "boolean" | "string" | "array" | "object" | "any";
  nullable?: boolean;
  enum?: readonly string[];
  format?: "date-time" | "email";
  minimum?: number;
  maximum?: number;
  items?: ArgSchema;
  properties?: Args;
  required?: boolean;
  default?: Json;
};
export type Args = { readonly [name: string]: ArgSchema };

// Returns the sanitized parameters, or throws the answer that lists every fault in the order of the schema.
export function checkArgs(args: Args, sent: JsonObject): JsonObject {
  const params = withoutNulls(sent);
  const missing = Object.keys(args).filter((name) => args[name]?.required && params[name] === undefined);
  if (missing.length > 0) throw missingParams(missing);
  const faults = new Map<string, ParamFault>();
  const clean: { [name: string]: Json | undefined } = { ...params };
  for (const [name, schema] of Object.entries(args)) {
    const value = params[name];
    if (value === undefined) {
      if (schema.default !== undefined) clean[name] = schema.default;
      continue;
    }
    const fault = faultOf(schema, value, name);
    if (fault) faults.set(name, fault);
    else clean[name] = sanitize(schema, value);
  }
  if (faults.size > 0) throw invalidParams(faults);
  return clean;
}

// QUIRK(woocommerce): a null at the top level is as if it was not sent, even where null would be valid.
export function withoutNulls(params: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(params).filter(([, value]) => value !== null));
}

function faultOf(schema: ArgSchema, value: Json, path: string): ParamFault | undefined {
  if (value === null && schema.nullable) return undefined;
  if (!hasType(schema, value)) return wrongType(path, schema);
  if (schema.enum && !schema.enum.includes(String(value))) return notInEnum(path, schema.enum);
  if (schema.type === "integer") return outOfBounds(schema, Number(value), path);
  if (schema.format === "date-time" && value !== "" && !isRestDate(String(value))) return invalidDate();
  if (schema.format === "email" && value !== "" && !isEmail(String(value))) return invalidEmail();
  return faultInside(schema, value, path);
}

function faultInside(schema: ArgSchema, value: Json, path: string): ParamFault | undefined {
  if (schema.type === "array" && schema.items) {
    const items = schema.items;
    return firstFault(toList(value).map((item, index) => () => faultOf(items, item, `${path}[${index}]`)));
  }
  if (schema.type === "object" && schema.properties && isObject(value)) {
    const checks = Object.entries(schema.properties).map(([name, property]) => () => {
      const inner = value[name];
      return inner === undefined ? undefined : faultOf(property, inner, `${path}[${name}]`);
    });
    return firstFault(checks);
  }
  return undefined;
}

function firstFault(checks: Array<() => ParamFault | undefined>): ParamFault | undefined {
  for (const check of checks) {
    const fault = check();
    if (fault) return fault;
  }
  return undefined;
}

function hasType(schema: ArgSchema, value: Json): boolean {
  switch (schema.type) {
    case "integer":
      return isNumeric(value) && Number.isInteger(Number(value));
    case "number":
      return isNumeric(value);
    case "boolean":
      return ["true", "false", "1", "0", true, false, 1, 0].some((allowed) => allowed === value);
    case "string":
      return typeof value === "string";
    case "array":
      return isList(value) || typeof value === "string" || typeof value === "number";
    case "object":
      return isObject(value) || value === "" || (isList(value) && value.length === 0);
    default:
      return true;
  }
}

function isNumeric(value: Json): boolean {
  if (typeof value === "number") return true;
  return typeof value === "string" && /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(value);
}

// A comma list is an array for WordPress.
export function toList(value: Json): readonly Json[] {
  if (isList(value)) return value;
  if (typeof value === "string") return value.split(/[\s,]+/).filter((part) => part !== "");
  return [value];
}

function sanitize(schema: ArgSchema, value: Json): Json {
  if (value === null) return null;
  switch (schema.type) {
    case "integer":
    case "number":
      return Number(value);
    case "boolean":
      return value === true || value === 1 || value === "1" || value === "true";
    case "array": {
      const items = schema.items;
      return items ? toList(value).map((item) => sanitize(items, item)) : toList(value);
    }
    case "object":
      return isObject(value) ? sanitizeProperties(schema.properties, value) : {};
    default:
      return value;
  }
}

function sanitizeProperties(properties: Args | undefined, value: JsonObject): JsonObject {
  if (!properties) return value;
  const entries = Object.entries(value).map(([name, inner]) => {
    const schema = properties[name];
    return [name, schema && inner !== undefined ? sanitize(schema, inner) : inner];
  });
  return Object.fromEntries(entries);
}

function wrongType(path: string, schema: ArgSchema): ParamFault {
  const expected = schema.nullable ? `null,${schema.type}` : schema.type;
  return { code: "rest_invalid_type", message: `${path} is not of type ${expected}.`, data: { param: path } };
}

function notInEnum(path: string, allowed: readonly string[]): ParamFault {
  const last = allowed[allowed.length - 1];
  const list = allowed.length > 2 ? `${allowed.slice(0, -1).join(", ")}, and ${last}` : allowed.join(" and ");
  return { code: "rest_not_in_enum", message: `${path} is not one of ${list}.`, data: null };
}

function outOfBounds(schema: ArgSchema, value: number, path: string): ParamFault | undefined {
  const { minimum, maximum } = schema;
  const low = minimum !== undefined && value < minimum;
  const high = maximum !== undefined && value > maximum;
  if (!low && !high) return undefined;
  const message =
    maximum === undefined
      ? `${path} must be greater than or equal to ${minimum}`
      : `${path} must be between ${minimum} (inclusive) and ${maximum} (inclusive)`;
  return { code: "rest_out_of_bounds", message, data: null };
}

function invalidDate(): ParamFault {
  return { code: "rest_invalid_date", message: "Invalid date.", data: null };
}

function invalidEmail(): ParamFault {
  return { code: "rest_invalid_email", message: "Invalid email address.", data: null };
}

export function isEmail(value: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value);
}
