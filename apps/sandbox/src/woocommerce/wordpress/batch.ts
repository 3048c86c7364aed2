// POST /.../batch: up to 100 operations, answered one by one.

import { withoutNulls } from "./arg-schema.ts";
import { isList, isObject, type Json, type JsonObject } from "./json.ts";
import { RestError } from "./rest-error.ts";
import { ok, type RestReply } from "./rest-route.ts";

export type BatchOperations = {
  create: (params: JsonObject) => JsonObject | Promise<JsonObject>;
  update: (params: JsonObject) => JsonObject | Promise<JsonObject>;
  remove: (id: number) => JsonObject;
};

const limit = 100;

export async function runBatch(params: JsonObject, operations: BatchOperations): Promise<RestReply> {
  const created = operationsOf(params.create);
  const updated = operationsOf(params.update);
  const removed = operationsOf(params.delete);
  if (created.length + updated.length + removed.length > limit) throw tooMany();
  const answer: { [key: string]: Json } = {};
  if (created.length > 0)
    answer.create = await each(
      created,
      (item) => operations.create(asObject(item)),
      () => 0,
    );
  if (updated.length > 0) answer.update = await each(updated, (item) => operations.update(asObject(item)), sentId);
  if (removed.length > 0)
    answer.delete = await each(
      removed,
      async (item) => operations.remove(Number(item) || 0),
      (item) => item,
    );
  // PHP sends an empty map as an empty list.
  return ok(Object.keys(answer).length === 0 ? [] : answer);
}

// QUIRK(woocommerce): an object in place of the list is walked value by value.
function operationsOf(value: Json | undefined): readonly Json[] {
  if (isList(value)) return value;
  return isObject(value) ? Object.values(value).map((item) => item ?? null) : [];
}

async function each(
  items: readonly Json[],
  run: (item: Json) => JsonObject | Promise<JsonObject>,
  idOf: (item: Json) => Json,
): Promise<Json> {
  const results: Json[] = [];
  for (const item of items) results.push(await resultOf(item, run, idOf));
  return results;
}

async function resultOf(
  item: Json,
  run: (item: Json) => JsonObject | Promise<JsonObject>,
  idOf: (item: Json) => Json,
): Promise<Json> {
  try {
    return await run(item);
  } catch (error) {
    if (!(error instanceof RestError)) throw error;
    return { id: idOf(item), error: { code: error.code, message: error.message, data: error.data } };
  }
}

function asObject(item: Json): JsonObject {
  return isObject(item) ? withoutNulls(item) : {};
}

function sentId(item: Json): Json {
  return isObject(item) ? (item.id ?? null) : null;
}

function tooMany(): RestError {
  const message = `Unable to accept more than ${limit} items for this request.`;
  return new RestError("woocommerce_rest_request_entity_too_large", message, 413);
}
