// Refusals of a document in the words of Shopify's server (graphql-ruby), made of those of graphql-js.
import type { GraphQLError } from "graphql";

export function toShopifyError(error: GraphQLError): object {
  const { message, extensions } = reworded(error.message);
  return {
    message,
    ...(error.locations ? { locations: error.locations } : {}),
    ...(error.path ? { path: error.path } : {}),
    extensions: { ...extensions, ...error.extensions },
  };
}

type Reworded = { message: string; extensions: Record<string, unknown> };

function reworded(message: string): Reworded {
  const field = /^Cannot query field "(\w+)" on type "(\w+)"/.exec(message);
  if (field)
    return {
      message: `Field '${field[1]}' doesn't exist on type '${field[2]}'`,
      extensions: { code: "undefinedField", typeName: field[2], fieldName: field[1] },
    };
  const argument = /^Unknown argument "(\w+)" on field "(\w+)\.(\w+)"/.exec(message);
  if (argument)
    return {
      message: `Field '${argument[3]}' doesn't accept argument '${argument[1]}'`,
      extensions: { code: "argumentNotAccepted", name: argument[3], typeName: "Field", argumentName: argument[1] },
    };
  const missing = /^Argument "(?:\w+\.)*(\w+)(?:\(\w+:\))?" of (?:required )?type/.exec(message);
  if (missing) return { message, extensions: { code: "missingRequiredArguments" } };
  if (message.startsWith("Variable ")) return { message, extensions: { code: "INVALID_VARIABLE" } };
  return { message, extensions: {} };
}
