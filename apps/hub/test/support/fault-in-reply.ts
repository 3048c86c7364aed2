// What must never be said: a fault of ours, a glimpse of the inside, a secret, an error in a shape that nobody expects.
import { isPixelPims } from "./described-api.ts";
import type { RawReply, RawRequest } from "./raw-request.ts";

const GLIMPSES: readonly RegExp[] = [
  /\n\s+at \S+ \(|\bat (file:\/\/|async )/,
  /node_modules|\.ts:\d|node:internal/,
  /\b(select|delete) .{0,200}\bfrom\b|\binsert into\b|\bupdate \w+ set\b/i,
  /syntax error at|violates \w+|duplicate key|relation "|invalid byte sequence|invalid input syntax|unsupported Unicode/,
  /kysely|pg_|postgres(ql)?:/i,
  /\[object Object\]|Cannot read propert|is not a function|is not iterable|ERR_[A-Z]+_/,
];

/** Undefined where all is well. */
export function faultInReply(
  { method, path }: RawRequest,
  reply: RawReply,
  secrets: readonly string[],
): string | undefined {
  if (reply.status >= 500 && reply.status !== 502) return `it is ${reply.status}`;
  const said = `${JSON.stringify(reply.headers)}\n${reply.text}`;
  const secret = secrets.findIndex((text) => said.includes(text));
  if (secret !== -1) return `it tells the secret number ${secret}`;
  if (reply.status < 400) return undefined;
  // What the caller said may be repeated to it; the rest is ours.
  const glimpse = GLIMPSES.find((pattern) => pattern.test(withoutEchoes(reply.text)));
  if (glimpse) return `it gives a glimpse of the inside: ${glimpse}`;
  if (method === "HEAD") return undefined;
  // Of headers that are too long nothing is read, so the path is not known.
  return isPixelPims(path) && reply.status !== 431 ? faultInPimError(reply) : faultInProblem(reply);
}

function withoutEchoes(text: string): string {
  return text.replaceAll("'; drop table orders; --", "");
}

function faultInProblem({ status, headers, text }: RawReply): string | undefined {
  if (!headers["content-type"]?.includes("application/problem+json")) return `it is ${headers["content-type"]}`;
  const body = parsed(text);
  const isWhole =
    body?.status === status && [body.type, body.title, body.detail, body.code].every((field) => isWords(field));
  return isWhole ? undefined : "it is no problem as RFC 9457 has it";
}

function faultInPimError({ status, headers, text }: RawReply): string | undefined {
  if (!headers["content-type"]?.includes("application/json")) return `it is ${headers["content-type"]}`;
  const body = parsed(text);
  const names = Object.keys(body ?? {})
    .sort()
    .join();
  const isWhole = body?.statusCode === status && isWords(body.message) && isWords(body.error);
  return isWhole && names === "error,message,statusCode" ? undefined : "it is not {statusCode, message, error}";
}

function isWords(field: unknown): boolean {
  return typeof field === "string" && field !== "";
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
