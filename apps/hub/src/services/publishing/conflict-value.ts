// A value that a person typed, in the place of one that a store shows.
import type { ListingState } from "../../connector-kit/catalogue.ts";

export function withValue(state: ListingState, key: string, value: string | readonly string[]): ListingState {
  const list = typeof value === "string" ? [value] : value;
  const text = typeof value === "string" ? value : value.join(", ");
  if (key.startsWith("attributes.")) {
    const target = key.slice("attributes.".length);
    const held = state.attributes.find((each) => each.target === target);
    const typed = { target, label: held?.label ?? target, options: list, forVariants: held?.forVariants ?? false };
    return { ...state, attributes: [...state.attributes.filter((each) => each !== held), typed] };
  }
  if (key === "categories") return withField(state, key, list.map(toPath));
  if (key === "tags") return withField(state, key, list);
  if (key === "images")
    return withField(
      state,
      key,
      list.map((src) => ({ src })),
    );
  return withField(state, key, text);
}

function withField(state: ListingState, key: string, value: unknown): ListingState {
  return { ...state, fields: { ...state.fields, [key]: value } };
}

function toPath(text: string): readonly string[] {
  return text.split(">").map((name) => name.trim());
}
