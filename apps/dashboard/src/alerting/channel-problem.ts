// What the hub refuses about a channel, at the field of the form that holds it.
import type { UseFormReturnType } from "@mantine/form";
import { problemOf } from "../api/problem.ts";
import type { ChannelValues } from "./channel-values.ts";

export function applyChannelProblem(form: UseFormReturnType<ChannelValues>, error: unknown): void {
  const errors = (problemOf(error).issues ?? []).flatMap(({ field, problem }) => {
    const name = nameOf(field);
    return name === undefined ? [] : [[name, problem] as const];
  });
  form.setErrors(Object.fromEntries(errors));
}

function nameOf(field: string): keyof ChannelValues | undefined {
  if (/\btarget\b/.test(field)) return "target";
  if (/\bquiet_hours\b/.test(field)) return field.endsWith("from") ? "from" : "to";
  return /\bname$/.test(field) ? "name" : undefined;
}
