// One table: which HTTP status stands for which kind of error.
import type { ErrorKind } from "@logix/model";

export const HTTP_STATUS: Readonly<Record<ErrorKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forged: 401,
  forbidden: 403,
  missing: 404,
  conflict: 409,
  refused: 422,
  limited: 429,
  // What follows is the store's trouble, not the caller's: the gateway statuses.
  disconnected: 502,
  unreachable: 502,
  unreadable: 502,
};

export const STATUS_TITLE: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  408: "Request Timeout",
  409: "Conflict",
  413: "Payload Too Large",
  414: "URI Too Long",
  415: "Unsupported Media Type",
  422: "Unprocessable Content",
  429: "Too Many Requests",
  500: "Internal Server Error",
  502: "Bad Gateway",
  503: "Service Unavailable",
};
