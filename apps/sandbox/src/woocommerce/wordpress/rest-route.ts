// What a route is: a path, the right it needs, its arguments and its handler.
import type { Args } from "./arg-schema.ts";
import type { Json, JsonObject } from "./json.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
export type Right = "list" | "view" | "create" | "edit" | "delete" | "batch" | "public";

export type RestRequest = {
  readonly method: Method;
  // Parameters of the path, the query and the body, merged in WordPress' order, checked and sanitized.
  readonly params: JsonObject;
  readonly query: JsonObject;
  readonly path: Readonly<Record<string, string>>;
};

export type RestReply = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: Json;
  // The finished body, where it was kept from an earlier answer.
  readonly bytes?: Buffer;
};

export type RestRoute = {
  readonly methods: readonly Method[];
  // "/orders/{id}": digits only, as in WooCommerce.
  readonly template: string;
  readonly right: Right;
  // A function where the answer depends on the store's state.
  readonly args?: Args | (() => Args);
  readonly handle: (request: RestRequest) => RestReply | Promise<RestReply>;
};

export const editMethods: readonly Method[] = ["POST", "PUT", "PATCH"];

export function ok(json: Json): RestReply {
  return { status: 200, json };
}
