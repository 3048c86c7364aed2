// PostgreSQL cannot store the character NUL in text, and no honest caller sends it: refused at the door, by name.
import { HubError } from "@logix/model";
import type { FastifyRequest } from "fastify";

export async function refuseNul(request: FastifyRequest): Promise<void> {
  if (Buffer.isBuffer(request.body)) return;
  const field = findNul(request.params, "path") ?? findNul(request.query, "query") ?? findNul(request.body, "");
  if (field === null) return;
  throw new HubError("invalid", "The character NUL is not allowed", {
    issues: [{ field, problem: "contains the character NUL (\\u0000)" }],
  });
}

/** Without recursion: brackets within brackets, sent by the thousand, must not exhaust the stack. */
function findNul(whole: unknown, root: string): string | null {
  const left: (readonly [value: unknown, path: string])[] = [[whole, root]];
  for (let next = left.pop(); next; next = left.pop()) {
    const [value, path] = next;
    if (typeof value === "string" && value.includes("\u0000")) return path || "(the whole)";
    if (typeof value !== "object" || value === null) continue;
    for (const [name, inner] of Object.entries(value)) {
      if (name.includes("\u0000")) return path;
      left.push([inner, path === "" ? name : `${path}.${name}`]);
    }
  }
  return null;
}
