// An error as a person at the terminal reads it: what happened, each field that is wrong, what the store said, what helps.
import { HubError, messageOf } from "@logix/model";

export function describeFailure(error: unknown): string {
  if (!(error instanceof HubError)) return `Error: ${messageOf(error)}\n`;
  const { issues = [], remote, remedy } = error.details;
  const lines = [
    `Error: ${error.message}`,
    ...issues.map(({ field, problem, remedy: help }) => `  ${field}: ${problem}${help ? `. ${help}` : ""}`),
    ...(remote?.message === undefined ? [] : [`  The store said: ${remote.message}`]),
    ...(remedy === undefined ? [] : [`  What helps: ${remedy}`]),
  ];
  return `${lines.join("\n")}\n`;
}
