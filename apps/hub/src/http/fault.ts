// Anything thrown while a request is served, as one plain description that each dialect puts into its own shape.
import { type ErrorDetails, HubError, type Issue } from "@logix/model";
import type { FastifyError } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { HTTP_STATUS } from "./http-status.ts";

export type Fault = {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly remedy?: string;
  readonly issues?: readonly Issue[];
  readonly remote?: ErrorDetails["remote"];
  readonly retryAt?: Date;
  /** Ours, not the caller's: worth a log line of its own. */
  readonly unexpected: boolean;
};

export function faultOf(error: unknown): Fault {
  if (error instanceof HubError) return faultOfHubError(error);
  if (hasZodFastifySchemaValidationErrors(error)) return faultOfValidation(error.validation);
  if (isFastifyError(error)) return faultOfFastify(error);
  if (isDatabaseAway(error)) {
    return {
      status: 503,
      code: "database_unavailable",
      message: "The database does not answer",
      remedy: "Try again in a moment",
      unexpected: true,
    };
  }
  const beyond = idBeyondColumn(error);
  if (beyond) return { status: 404, code: "missing", message: `Nothing has the number ${beyond}`, unexpected: false };
  return { status: 500, code: "internal", message: "Something went wrong on our side", unexpected: true };
}

function faultOfHubError(error: HubError): Fault {
  const { code, remedy, issues, remote, retryAt } = error.details;
  return {
    status: HTTP_STATUS[error.kind],
    code: code ?? error.kind,
    message: error.message,
    remedy,
    issues,
    remote,
    retryAt,
    unexpected: false,
  };
}

type Invalid = {
  readonly instancePath: string;
  readonly message?: string | undefined;
  readonly keyword?: string;
  readonly params?: Readonly<Record<string, unknown>>;
};

function faultOfValidation(validation: readonly Invalid[]): Fault {
  const issues = validation.flatMap(issuesOf);
  const count = issues.length === 1 ? "1 field that is wrong" : `${issues.length} fields that are wrong`;
  return {
    status: 400,
    code: "invalid",
    message: `The request has ${count}: ${issues.map((issue) => `${issue.field}: ${issue.problem}`).join("; ")}`,
    issues,
    unexpected: false,
  };
}

/** One issue per field, also where the schema names several unknown ones at once. */
function issuesOf({ instancePath, message, keyword, params }: Invalid): Issue[] {
  const path = instancePath.split("/").filter((part) => part !== "");
  if (keyword === "unrecognized_keys" && Array.isArray(params?.keys)) {
    return params.keys.map((key) => ({ field: [...path, key].join("."), problem: "is not known here" }));
  }
  return [{ field: path.join(".") || "(the whole)", problem: message ?? "is not valid" }];
}

const FASTIFY_WORDS: Readonly<Record<string, { readonly message: string; readonly remedy: string }>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: { message: "The body is too large", remedy: "Send less at once" },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    message: "The content type is not supported",
    remedy: "Send Content-Type: application/json",
  },
  FST_ERR_CTP_INVALID_JSON_BODY: { message: "The body is not valid JSON", remedy: "Check quotes, commas and brackets" },
  FST_ERR_CTP_EMPTY_JSON_BODY: {
    message: "The body is empty though it is said to be JSON",
    remedy: "Send {} or leave Content-Type out",
  },
  FST_ERR_BAD_URL: {
    message: "The address cannot be read",
    remedy: "Write a percent sign within it as %25, and text outside ASCII as UTF-8",
  },
  FST_ERR_MAX_PARAM_LENGTH: {
    message: "A part of the address is too long",
    remedy: "Look at what is put into the path",
  },
};

function faultOfFastify(error: FastifyError): Fault {
  const status = error.statusCode ?? 500;
  if (status >= 500)
    return { status: 500, code: "internal", message: "Something went wrong on our side", unexpected: true };
  const words = FASTIFY_WORDS[error.code] ?? { message: error.message, remedy: undefined };
  return { status, code: status === 429 ? "limited" : "invalid", ...words, unexpected: false };
}

function isFastifyError(error: unknown): error is FastifyError {
  return error instanceof Error && "statusCode" in error && typeof error.statusCode === "number";
}

const CONNECTION_CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "57P01",
  "57P02",
  "57P03",
  "08006",
  "08001",
  "53300",
]);

/** The database cannot be reached just now; what was asked can be asked again. */
function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ("code" in error && typeof error.code === "string" && CONNECTION_CODES.has(error.code)) return true;
  return /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(
    error.message,
  );
}

/** Ids count up to what their column holds; beyond it nothing can be found. Sums that overflow are told in other words. */
function idBeyondColumn(error: unknown): string | undefined {
  if (!(error instanceof Error && "code" in error && error.code === "22003")) return undefined;
  return /^value "(\d+)" is out of range for type \w+$/.exec(error.message)?.[1];
}
