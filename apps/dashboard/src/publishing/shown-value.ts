// A value of any field as a person reads it.
export function shownValue(value: unknown): string {
  if (value === null || value === undefined || value === "") return "–";
  if (typeof value === "boolean" || typeof value === "number" || typeof value === "string") return String(value);
  if (Array.isArray(value)) return value.map(inList).join(", ") || "–";
  return Object.entries(value)
    .map(([name, each]) => `${name}: ${shownValue(each)}`)
    .join("\n");
}

/** Categories are paths, pictures are addresses. */
function inList(value: unknown): string {
  if (Array.isArray(value)) return value.join(" > ");
  if (typeof value === "object" && value !== null && "src" in value) return String(value.src);
  return shownValue(value);
}
