// Live updates: whoever listens hears what changed in their account, and only there; streams end with their login and the hub.
import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { HubError } from "@logix/model";
import Fastify from "fastify";
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from "fastify-type-provider-zod";
import { afterAll, beforeAll, expect, test } from "vitest";
import { authHook } from "../src/http/auth.ts";
import { eventRoutes } from "../src/http/hub/events.ts";
import { makeEvents } from "../src/services/events/events.ts";
import { type ConnectedHub, startConnectedHub } from "./support/connected-hub.ts";
import { anotherAccount, logIn, OWNER, startTestHub } from "./support/test-hub.ts";

let hub: ConnectedHub;
beforeAll(async () => {
  hub = await startConnectedHub({ orders: 3, products: 3 });
});
afterAll(() => hub?.close());

test("a change is told to those of the account, and to nobody else", async () => {
  const own = await listen(hub.url, hub.token);
  const foreign = await listen(hub.url, await anotherAccount(hub));
  await own.settled();
  hub.store.control.placeOrder({});
  await hub.ask("POST", `/connections/${hub.connection.id}/runs`, { kind: "orders" }, 202);
  await own.heard("orders");
  await own.heard("runs");
  expect(foreign.topics()).toEqual([]);
  own.close();
  foreign.close();
});

test("nobody listens without a login", async () => {
  expect((await fetch(`${hub.url}/api/v1/events`)).status).toBe(401);
});

test("one user has so many streams and no more; one that is closed makes room", async () => {
  const token = await logIn(hub.url, OWNER);
  const streams = await Promise.all(Array.from({ length: 12 }, () => listen(hub.url, token)));
  const refused = await fetch(`${hub.url}/api/v1/events`, { headers: { authorization: `Bearer ${token}` } });
  expect(await refused.json()).toMatchObject({ status: 429, code: "too_many_listeners" });
  for (const each of streams) each.close();
  await expect.poll(() => statusOfAnother(token), { timeout: 5_000 }).toBe(200);
});

test("a stream ends when its login has ended", async () => {
  const events = makeEvents({ database: hub.hub.database, heartbeatMs: 50, onError: () => {} });
  const server = Fastify().withTypeProvider<ZodTypeProvider>();
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  const noTokens = { principalOf: () => Promise.reject(new HubError("unauthenticated", "No tokens here")) };
  authHook({ login: hub.hub.services.login, apiTokens: noTokens })(server);
  await server.register(async (api) => eventRoutes(api, { events }), { prefix: "/api/v1" });
  const url = await server.listen({ host: "127.0.0.1", port: 0 });
  const token = await logIn(hub.url, OWNER);
  const stream = await listen(url, token);
  await hub.call("POST", "/api/v1/auth/logout-everywhere", undefined, token);
  await stream.ended;
  await server.close();
});

test("a hub that stops does not wait for those who listen", async () => {
  const other = await startTestHub({ role: "api" });
  const stream = await listen(other.url, other.token);
  const began = performance.now();
  await other.close();
  await stream.ended;
  expect(performance.now() - began).toBeLessThan(5_000);
});

async function statusOfAnother(token: string): Promise<number> {
  const { response, close } = await open(hub.url, token);
  close();
  return response.statusCode ?? 0;
}

/** A connection of its own for each listener, as from browsers. */
async function open(url: string, token: string) {
  const asked = request(`${url}/api/v1/events`, { agent: false, headers: { authorization: `Bearer ${token}` } });
  asked.on("error", () => {}); // closed from our side
  asked.end();
  const [response]: IncomingMessage[] = await once(asked, "response");
  if (!response) throw new Error("There is no answer");
  return { response, close: () => void asked.destroy() };
}

async function listen(url: string, token: string) {
  const { response, close } = await open(url, token);
  expect(response.headers["content-type"]).toBe("text/event-stream");
  let text = "";
  response.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  response.on("error", () => {}); // closed from our side
  const topics = () => [...text.matchAll(/^data: (.*)$/gm)].flatMap(([, data]) => JSON.parse(data ?? "{}").topics);
  return {
    topics,
    ended: new Promise((resolve) => response.once("close", resolve)),
    /** The first look, to which later ones are compared, is over once the stream has begun. */
    settled: () => expect.poll(() => text, { timeout: 5_000 }).toContain("retry:"),
    heard: (topic: string) => expect.poll(topics, { timeout: 10_000 }).toContain(topic),
    close,
  };
}
