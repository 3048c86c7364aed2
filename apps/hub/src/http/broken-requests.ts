// What the server itself has to refuse, before any route or hook has seen it: told in the dialect that its path belongs to.
import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { replyPimNotFound, replyWithPimError } from "./pixelpim/error-replies.ts";
import { replyNotFound, replyWithProblem } from "./problem-replies.ts";

/** An address that cannot be read, such as /orders/%zz. */
export function replyToBadAddress(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  if (isPixelPims(request)) replyWithPimError(error, request, reply);
  else replyWithProblem(error, request, reply);
}

/** Of one part of a path; longer ones fit no route. */
export const MOST_PART_LENGTH = 1000;

export function replyToUnknownRoute(request: FastifyRequest, reply: FastifyReply): void {
  if (hasLongPart(request)) replyToBadAddress(tooLong(), request, reply);
  else if (isPixelPims(request)) replyPimNotFound(request, reply);
  else replyNotFound(request, reply);
}

function hasLongPart({ url }: FastifyRequest): boolean {
  const [path = ""] = url.split("?");
  return path.length > MOST_PART_LENGTH && path.split("/").some((part) => part.length > MOST_PART_LENGTH);
}

function tooLong(): FastifyError {
  const words = "A part of the address is too long";
  return Object.assign(new Error(words), { name: "FastifyError", code: "uri_too_long", statusCode: 414 });
}

function isPixelPims({ url }: FastifyRequest): boolean {
  return /^\/integrations?(?![^/?])/.test(url);
}

const REFUSALS: Readonly<Record<string, { readonly status: number; readonly code: string; readonly detail: string }>> =
  {
    ERR_HTTP_REQUEST_TIMEOUT: { status: 408, code: "timeout", detail: "The request did not arrive in time" },
    HPE_HEADER_OVERFLOW: { status: 431, code: "headers_too_large", detail: "The headers are too large" },
  };
const NO_HTTP = { status: 400, code: "invalid", detail: "This is no HTTP request" };

/** Bytes that are no HTTP: which path was meant cannot be known. */
export function refuseBrokenBytes(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === "ECONNRESET" || socket.destroyed) return;
  const { status, code, detail } = REFUSALS[error.code ?? ""] ?? NO_HTTP;
  const title = STATUS_CODES[status] ?? "Bad Request";
  const body = JSON.stringify({ type: "about:blank", title, status, detail, code });
  const head = [
    `HTTP/1.1 ${status} ${title}`,
    "Content-Type: application/problem+json",
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Connection: close",
  ];
  if (socket.writable && !hasBegunToAnswer(socket)) socket.write(`${head.join("\r\n")}\r\n\r\n${body}`);
  socket.destroy(error);
}

/** Half of an answer with another behind it would be read as one. */
function hasBegunToAnswer(socket: Socket & { readonly _httpMessage?: { readonly headersSent: boolean } }): boolean {
  return socket._httpMessage?.headersSent ?? false;
}
