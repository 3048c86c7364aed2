// Errors of the PixelPim dialect: statusCode, message, error.
import type { PimError } from "@logix/api/pixelpim/error";
import type { Issue } from "@logix/model";
import type { FastifyReply, FastifyRequest } from "fastify";
import { type Fault, faultOf } from "../fault.ts";
import { STATUS_TITLE } from "../http-status.ts";

/** The document knows no 422: what the store refused, the caller has to put right. */
const STATUS: Readonly<Record<number, number>> = { 422: 400 };

export function replyWithPimError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const fault = faultOf(error);
  if (fault.unexpected) request.log.error({ err: error, request: request.id }, "request failed");
  if (fault.retryAt) reply.header("retry-after", secondsUntil(fault.retryAt));
  if (fault.status === 503) reply.header("retry-after", "5");
  sendPimError(reply, STATUS[fault.status] ?? fault.status, sentenceOf(fault));
}

export function replyPimNotFound(request: FastifyRequest, reply: FastifyReply): void {
  sendPimError(reply, 404, `Cannot ${request.method} ${request.url.split("?")[0]}`);
}

function sendPimError(reply: FastifyReply, statusCode: number, message: string): void {
  const error: PimError = { statusCode, message, error: STATUS_TITLE[statusCode] ?? "Error" };
  void reply.status(statusCode).type("application/json; charset=utf-8").send(error);
}

/** What happened, what is wrong with which field, what helps. */
function sentenceOf({ message, issues = [], remedy, remote }: Fault): string {
  const fields = issues.filter(({ problem }) => !message.includes(problem)).map(toSentence);
  const said = remote?.message !== undefined && !message.includes(remote.message) ? [remote.message] : [];
  return [message, ...said, ...fields, ...(remedy === undefined ? [] : [remedy])].map(withoutStop).join(". ");
}

function toSentence({ field, problem }: Issue): string {
  return `${camelCase(field)} ${problem}`;
}

/** Services name fields as the hub dialect writes them. */
function camelCase(name: string): string {
  return name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, "");
}

function secondsUntil(moment: Date): string {
  return String(Math.max(1, Math.ceil((moment.getTime() - Date.now()) / 1000)));
}
