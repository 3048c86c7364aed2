// Errors of the hub and Logix dialects: problem details.
import type { Problem } from "@logix/api/problem";
import type { FastifyReply, FastifyRequest } from "fastify";
import { type Fault, faultOf } from "./fault.ts";
import { STATUS_TITLE } from "./http-status.ts";

export function replyWithProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const fault = faultOf(error);
  if (fault.unexpected) request.log.error({ err: error, request: request.id }, "request failed");
  if (fault.retryAt) reply.header("retry-after", secondsUntil(fault.retryAt));
  if (fault.status === 503) reply.header("retry-after", "5");
  void reply.status(fault.status).type("application/problem+json").send(toProblem(fault, request.id));
}

export function replyNotFound(request: FastifyRequest, reply: FastifyReply): void {
  const fault: Fault = {
    status: 404,
    code: "no_route",
    message: `There is no ${request.method} ${request.url.split("?")[0]}`,
    remedy: "All routes are listed at /docs",
    unexpected: false,
  };
  void reply.status(404).type("application/problem+json").send(toProblem(fault, request.id));
}

function toProblem(fault: Fault, requestId: string): Problem {
  return {
    type: "about:blank",
    title: STATUS_TITLE[fault.status] ?? "Error",
    status: fault.status,
    detail: fault.message,
    code: fault.code,
    ...(fault.remedy && { remedy: fault.remedy }),
    ...(fault.issues && { issues: [...fault.issues] }),
    ...(fault.remote && { remote: toRemote(fault.remote) }),
    request_id: requestId,
  };
}

function toRemote({ status, code, message, excerpt }: NonNullable<Fault["remote"]>): Problem["remote"] {
  return { status, code, message, excerpt };
}

function secondsUntil(moment: Date): string {
  return String(Math.max(1, Math.ceil((moment.getTime() - Date.now()) / 1000)));
}
