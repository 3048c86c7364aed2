// Ids from paths. What is no whole number belongs to nothing.
import { HubError } from "@logix/model";
import type { FastifyReply } from "fastify";

/** The greatest that the database's own counters reach. */
const MOST = 2_147_483_647;

/** @throws HubError `missing` */
export function idOf(text: string, thing: "Connection" | "Mapping" | "Product" | "Run"): number {
  const id = /^\d{1,10}$/.test(text) ? Number(text) : 0;
  if (id < 1 || id > MOST) throw new HubError("missing", `${thing} not found`, { code: "unknown" });
  return id;
}

/** The path says which connection is meant; a body that says otherwise is told so and not followed. */
export function warnOfMismatch(reply: FastifyReply, inPath: number, inBody: number | undefined): void {
  if (inBody === undefined || inBody === inPath) return;
  reply.header("warning", `299 - "connectionId ${inBody} in the body was ignored: the path says ${inPath}"`);
}
