// Errors as the WordPress REST API words them. `data` is usually { status }, but not always.
import type { Json, JsonObject } from "./json.ts";

export class RestError extends Error {
  readonly code: string;
  readonly status: number;
  readonly data: Json;

  constructor(code: string, message: string, status: number, data: Json = { status }) {
    super(message);
    this.code = code;
    this.status = status;
    this.data = data;
  }

  toJson(): JsonObject {
    return { code: this.code, message: this.message, data: this.data };
  }
}

export function noRoute(): RestError {
  return new RestError("rest_no_route", "No route was found matching the URL and request method.", 404);
}

export type ParamFault = { code: string; message: string; data: Json };

export function invalidParams(faults: Map<string, ParamFault>): RestError {
  const names = [...faults.keys()];
  const params = Object.fromEntries([...faults].map(([name, fault]) => [name, fault.message]));
  const details = Object.fromEntries([...faults].map(([name, fault]) => [name, fault]));
  const message = `Invalid parameter(s): ${names.join(", ")}`;
  return new RestError("rest_invalid_param", message, 400, { status: 400, params, details });
}

export function missingParams(names: string[]): RestError {
  const message = `Missing parameter(s): ${names.join(", ")}`;
  return new RestError("rest_missing_callback_param", message, 400, { status: 400, params: names });
}

export function cannotTrash(what: string): RestError {
  return new RestError("woocommerce_rest_trash_not_supported", `${what} not support trashing.`, 501);
}
