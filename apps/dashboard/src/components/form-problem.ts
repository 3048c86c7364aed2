// What the hub says about single fields is shown at those fields.
import type { UseFormReturnType } from "@mantine/form";
import { problemOf } from "../api/problem.ts";

/** @returns whether every issue found its field, so that nothing is left to say above the form */
export function applyProblem<Values>(form: UseFormReturnType<Values>, error: unknown): boolean {
  const issues = problemOf(error).issues ?? [];
  const fields = new Set(Object.keys(form.getValues() ?? {}));
  const known = issues.filter((issue) => fields.has(issue.field.split(".")[0] ?? ""));
  form.setErrors(
    Object.fromEntries(known.map(({ field, problem, remedy }) => [field, remedy ? `${problem}. ${remedy}` : problem])),
  );
  return issues.length > 0 && known.length === issues.length;
}
