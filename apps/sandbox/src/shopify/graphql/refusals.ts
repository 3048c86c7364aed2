// Errors of a whole request, in the words and with the codes of the Admin API.
import { GraphQLError } from "graphql";

export function missingArgument(type: string, argument: string): GraphQLError {
  return new GraphQLError(`${type} must include the following argument: ${argument}.`, {
    extensions: { code: "INVALID_FIELD_ARGUMENTS" },
  });
}

// Seen on a real store: issue 218 of luke-selrai/openclaw-workshop-kit.
export function missingIdempotency(): GraphQLError {
  return new GraphQLError("The @idempotent directive is required for this mutation but was not provided.", {
    extensions: { code: "BAD_REQUEST" },
  });
}

// Wording: https://shopify.dev/changelog/new-error-messages-for-graphql-operations-without-necessary-access-scopes
export function accessDenied(field: string, required: string): GraphQLError {
  const requiredAccess = `${required} access scope.`;
  return new GraphQLError(`Access denied for ${field} field. Required access: ${requiredAccess}`, {
    extensions: {
      code: "ACCESS_DENIED",
      documentation: "https://shopify.dev/api/usage/access-scopes",
      requiredAccess,
    },
  });
}
