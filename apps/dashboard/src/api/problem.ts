// Whatever goes wrong between here and the hub, as one error that a person can read.
import { type Problem, problemSchema } from "@logix/api/problem";

export class ApiProblem extends Error {
  readonly problem: Problem;
  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.detail, options);
    this.name = "ApiProblem";
    this.problem = problem;
  }
}

export function problemOf(error: unknown): Problem {
  if (error instanceof ApiProblem) return error.problem;
  return ownProblem("unexpected", error instanceof Error ? error.message : String(error));
}

export async function problemOfReply(reply: Response): Promise<Problem> {
  const body: unknown = await reply.json().catch(() => undefined);
  const parsed = problemSchema.safeParse(body);
  if (parsed.success) return parsed.data;
  return { ...ownProblem("unexpected", `${reply.status} ${reply.statusText}`), status: reply.status };
}

/** Problems that the hub did not tell: `offline`, `unreadable`, `unexpected`. */
export function ownProblem(code: string, detail: string): Problem {
  return { type: "about:blank", title: "", status: 0, detail, code, request_id: "" };
}
