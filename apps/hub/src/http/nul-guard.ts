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

function findNul(value: unknown, path: string): string | null {
  if (typeof value === "string") return value.includes("\u0000") ? path || "(the whole)" : null;
  if (typeof value !== "object" || value === null) return null;
  for (const [name, inner] of Object.entries(value)) {
    const found = name.includes("\u0000") ? path : findNul(inner, path === "" ? name : `${path}.${name}`);
    if (found !== null) return found;
  }
  return null;
}
