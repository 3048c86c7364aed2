// What is no success, told as the hub's own error. Decided by HTTP status and by the codes of the Admin API.
// https://shopify.dev/docs/api/usage/response-codes
import { type ErrorDetails, type ErrorKind, HubError } from "@logix/model";
import { z } from "zod";
import { excerptOf, type StoreReply } from "../../connector-kit/http.ts";

const RECONNECT = "Connect the shop once more, so that its merchant can agree to what Logix needs.";

type Trouble = { readonly kind: ErrorKind; readonly code: string; readonly message: string; readonly remedy: string };

const BY_STATUS: Readonly<Record<number, Trouble>> = {
  401: {
    kind: "disconnected",
    code: "token_refused",
    message: "The shop no longer takes this access token",
    remedy: RECONNECT,
  },
  // Shops owe Shopify money, or were closed by it: they come back by themselves, so the work waits.
  402: {
    kind: "unreachable",
    code: "shop_frozen",
    message: "Shopify has frozen the shop",
    remedy: "The shop's owner has to settle its bill with Shopify.",
  },
  403: {
    kind: "disconnected",
    code: "access_denied",
    message: "Shopify refuses this access",
    remedy: RECONNECT,
  },
  404: {
    kind: "disconnected",
    code: "shop_missing",
    message: "There is no such shop, or it no longer speaks this version of the Admin API",
    remedy: "Check the shop's name; it ends in .myshopify.com. If it is right, update Logix.",
  },
  423: {
    kind: "unreachable",
    code: "shop_locked",
    message: "Shopify has locked the shop",
    remedy: "The shop's owner has to ask Shopify's support.",
  },
};

/** Null where the reply is a success. */
export function httpFailure(reply: StoreReply, now: Date): HubError | null {
  const { status } = reply;
  if (status >= 200 && status < 300) return null;
  const remote = { status, excerpt: excerptOf(reply) };
  const trouble = BY_STATUS[status];
  if (trouble) return new HubError(trouble.kind, trouble.message, { ...trouble, remote });
  // 430: Shopify takes us for an attack. https://shopify.dev/docs/api/usage/response-codes
  if (status === 429 || status === 430) return limited(now, remote);
  if (status >= 500) return new HubError("unreachable", `Shopify answered ${status}`, { code: "server_error", remote });
  return new HubError("refused", `Shopify answered ${status}`, { code: "http_error", remote });
}

const PAUSE_MS = 10_000;

function limited(now: Date, remote: ErrorDetails["remote"]): HubError {
  const retryAt = new Date(now.getTime() + PAUSE_MS);
  return new HubError("limited", "Shopify asks for fewer requests", { code: "store_limit", retryAt, remote });
}

export const graphErrorsSchema = z.array(
  z.object({
    message: z.string(),
    extensions: z.object({ code: z.string().optional(), requiredAccess: z.string().optional() }).optional(),
  }),
);
type GraphErrors = z.infer<typeof graphErrorsSchema>;

export const TOO_DEAR = "query_too_dear";
const PASSING: ReadonlySet<string> = new Set(["INTERNAL_SERVER_ERROR", "TIMEOUT", "SERVICE_UNAVAILABLE"]);

/** Errors of a whole document. @see https://shopify.dev/docs/api/admin-graphql#status_and_error_codes */
export function graphFailure(errors: GraphErrors, now: Date): HubError {
  const message = errors.map((error) => error.message).join("; ");
  const code = errors[0]?.extensions?.code ?? "";
  const remote = { status: 200, code, message };
  if (code === "THROTTLED") return limited(now, remote);
  if (code === "ACCESS_DENIED") return scopeMissing(message, remote);
  if (code === "MAX_COST_EXCEEDED") return new HubError("refused", message, { code: TOO_DEAR, remote });
  if (PASSING.has(code) || /^internal error/i.test(message))
    return new HubError("unreachable", "Shopify stumbled over this question", { code: "server_error", remote });
  return new HubError("refused", message, { code: "store_refused", remote });
}

const SCOPE_MISSING = "scope_missing";
function scopeMissing(message: string, remote: ErrorDetails["remote"]): HubError {
  return new HubError("refused", message, { code: SCOPE_MISSING, remedy: RECONNECT, remote });
}

/** Null where the merchant has not agreed to it: what an app may see, the shop says with each answer. */
export async function ifAllowed<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof HubError && error.details.code === SCOPE_MISSING) return null;
    throw error;
  }
}

export const userErrorsSchema = z.array(
  z.object({
    code: z.string().nullish(),
    field: z.array(z.string()).nullish(),
    message: z.string(),
  }),
);
export type UserErrors = z.infer<typeof userErrorsSchema>;

/** @throws HubError with Shopify's own sentences, `missing` where the thing itself is not there. */
export function refuseUserErrors(errors: UserErrors): void {
  const [first] = errors;
  if (!first) return;
  const message = errors.map((error) => error.message).join("; ");
  const isMissing = first.code === "NOT_FOUND" || /does not exist|not found/i.test(first.message);
  throw new HubError(isMissing ? "missing" : "refused", message, {
    code: isMissing ? "missing" : "store_refused",
    remote: { code: first.code ?? undefined, message },
  });
}
