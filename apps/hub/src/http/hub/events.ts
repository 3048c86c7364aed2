// Live updates as server-sent events. A stream ends with its login, and with the hub.
import type { Socket } from "node:net";
import { PassThrough } from "node:stream";
import { problemReplies } from "@logix/api/problem";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import type { Events, Topic } from "../../services/events/events.ts";
import { principalAgain, principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";

export type EventServices = { readonly events: Events };

const listen = {
  tags: ["Events"],
  operationId: "listen",
  summary: "Live updates",
  description:
    "A stream of server-sent events. `change` carries a ChangeEvent: which kinds of things changed, not how; ask again for what you show. Comments keep the connection alive.",
  response: { 200: z.any().meta({ description: "text/event-stream" }), ...problemReplies },
};

export function eventRoutes(server: HubServer, { events }: EventServices): void {
  const open = new Set<PassThrough>();
  const sockets = new Set<Socket>();
  // Before the server waits for its requests to end, these among them.
  server.addHook("preClose", async () => {
    for (const stream of open) stream.end();
    // One half of a connection may outlive its listener; the hub does not wait for it.
    for (const socket of sockets) socket.destroySoon();
  });
  server.get("/events", { config: { access: "signed-in" }, schema: listen }, (request, reply) => {
    const stream = new PassThrough();
    const stop = events.listen(principalOf(request), (topics) => tell(stream, topics));
    const timer = setInterval(() => void beat(request, stream), events.heartbeatMs);
    open.add(stream);
    stream.on("close", () => {
      stop();
      clearInterval(timer);
      open.delete(stream);
    });
    reply.raw.on("close", () => stream.destroy());
    const { socket } = request.raw;
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    stream.write("retry: 3000\n\n");
    return reply
      .header("content-type", "text/event-stream")
      .header("cache-control", "no-store")
      .header("x-accel-buffering", "no")
      .send(stream);
  });
}

function tell(stream: PassThrough, topics: readonly Topic[]): void {
  // Who does not read hears of it with the next change; nothing piles up.
  if (stream.writableNeedDrain) return;
  stream.write(`event: change\ndata: ${JSON.stringify({ topics })}\n\n`);
}

/** Ends the stream of who has logged out or was disabled. A database that is away is no reason to. */
async function beat(request: FastifyRequest, stream: PassThrough): Promise<void> {
  const isGone = await principalAgain(request).then(
    () => false,
    (error: unknown) => error instanceof Error && "kind" in error && error.kind === "unauthenticated",
  );
  if (isGone) stream.end();
  else stream.write(": still here\n\n");
}
