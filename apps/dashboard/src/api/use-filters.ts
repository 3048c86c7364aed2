// Filters live in the address: they can be bookmarked, sent to somebody, and survive a reload.
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { z } from "zod";

/** @param schema its fields are optional or have defaults; what the address holds besides is left alone */
export function useFilters<Fields extends z.ZodObject>(
  schema: Fields,
): readonly [z.output<Fields>, (change: { readonly [Name in keyof z.output<Fields>]?: string | null }) => void] {
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const navigate = useNavigate();
  const change = (wanted: object) => {
    void navigate({
      to: ".",
      replace: true,
      search: (before: Readonly<Record<string, unknown>>) => withoutEmpty({ ...before, ...wanted }),
    });
  };
  return [readFilters(schema, search), change];
}

/** A value that the schema refuses is left out rather than breaking the page. */
function readFilters<Fields extends z.ZodObject>(schema: Fields, search: Readonly<Record<string, unknown>>) {
  const first = schema.safeParse(search);
  if (first.success) return first.data;
  const bad = new Set(first.error.issues.map((issue) => String(issue.path[0])));
  return schema.parse(Object.fromEntries(Object.entries(search).filter(([name]) => !bad.has(name))));
}

function withoutEmpty(values: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      value === null || value === undefined || value === "" ? [] : [[name, String(value)]],
    ),
  );
}
