// The types that the simulator answers, read once.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSchema, type GraphQLSchema } from "graphql";

let schema: GraphQLSchema | undefined;

export function adminSchema(): GraphQLSchema {
  schema ??= buildSchema(readFileSync(join(import.meta.dirname, "../schema/admin.graphql"), "utf8"), {
    assumeValidSDL: true,
  });
  return schema;
}
