// The campaign's own parts: what they say must be true, or its zeros mean nothing.
import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { type Network, openNetwork, type Weather } from "./faults/network.ts";
import { availableByBooks, emptyBooks } from "./load/books.ts";
import { readOptions } from "./options.ts";
import { reportText } from "./report.ts";
import { drawSchedule, isKill, TROUBLES } from "./schedule.ts";
import { doubled, lost } from "./verdict/verdict.ts";

let network: Network | undefined;
afterEach(() => network?.close());

test("a seed means the same faults again, each trouble comes, and as many kills as were asked for", () => {
  const size = { kills: 100, faultEveryMs: 2_000 };
  expect(drawSchedule(7, size)).toEqual(drawSchedule(7, size));
  expect(drawSchedule(8, size)).not.toEqual(drawSchedule(7, size));
  const kinds = drawSchedule(7, size).map(({ kind }) => kind);
  expect(kinds.filter(isKill)).toHaveLength(100);
  expect(TROUBLES.filter((trouble) => !kinds.includes(trouble))).toEqual([]);
});

test("the books know what is left to sell", () => {
  const books = emptyBooks();
  books.adjusted.set("A", 95).set("B", 10);
  books.counted.set("C", 3);
  const order = { isSettled: true, lines: [{ sku: "A", quantity: 2 }] };
  books.orders.set(1, { id: 1, fate: "shipped at the hub", ...order });
  books.orders.set(2, { id: 2, fate: "stays", ...order });
  books.orders.set(3, { id: 3, fate: "cancelled in the store", ...order });
  expect(Object.fromEntries(availableByBooks(books))).toEqual({ A: 91, B: 10, C: 3 });
});

test.each<[Weather, string]>([
  ["fair", "whole"],
  ["slow", "whole"],
  ["half", "cut off"],
])("on a %s road the answer arrives %s", async (weather, how) => {
  const answer = Buffer.alloc(50_000, "x");
  const { port, close } = await serve((socket) => socket.on("data", () => socket.end(answer)));
  network = await openNetwork(() => port);
  network.set(weather);
  const received = await ask(network.port);
  if (how === "whole") expect(received).toBe(answer.length);
  else expect(received).toBeLessThan(1_000);
  await close();
});

test("a cut road is silent, and those who spoke into it are told when it ends", async () => {
  let heard = 0;
  const { port, close } = await serve((socket) => socket.on("data", () => (heard += 1)));
  network = await openNetwork(() => port);
  network.set("cut");
  const client = connect(network.port, "127.0.0.1");
  await once(client, "connect");
  client.write("anybody there?");
  const told = once(client, "error");
  await expect.poll(() => client.bytesWritten).toBeGreaterThan(0);
  network.set("fair");
  expect((await told)[0]).toMatchObject({ code: "ECONNRESET" });
  expect(heard).toBe(0);
  await close();
});

test("the report names what was found", () => {
  const checks = [{ name: "orders", count: 2, findings: [lost("order 1"), doubled("order 2")] }];
  const outcome = {
    setup: "all" as const,
    counts: { "kill both": 3 },
    checks,
    seconds: { underFaults: 1, settling: 1 },
  };
  const report = { command: "npm run chaos", seed: 1, machine: "", at: "2026-11-21T00:00:00Z", outcomes: [outcome] };
  const text = reportText(report);
  for (const line of ["| **lost** | 1 |", "| **doubled** | 1 |", "| **stuck** | 0 |", "| **kills with -9** | 3 |"])
    expect(text).toContain(line);
  expect(text).toContain("- all: lost: order 1");
});

test("options that mean nothing are refused", () => {
  const now = new Date();
  expect(() => readOptions(["--form", "endless"], now)).toThrow("--form knows short, middle, long, not endless");
  expect(() => readOptions(["--setup", "both"], now)).toThrow("--setup knows all, split, not both");
  expect(() => readOptions(["--kills", "some"], now)).toThrow("--kills takes");
  expect(readOptions(["--seed", "5"], now)).toMatchObject({
    form: "long",
    seed: 5,
    size: { orders: 10_000, kills: 100 },
  });
});

async function serve(onConnection: (socket: Socket) => void): Promise<{ port: number; close(): Promise<unknown> }> {
  const server = createServer((socket) => {
    socket.on("error", () => {}); // reset on purpose
    onConnection(socket);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { port: address.port, close: () => new Promise((resolve) => server.close(resolve)) };
}

/** How many bytes came before the end, good or bad. */
async function ask(port: number): Promise<number> {
  const client = connect(port, "127.0.0.1");
  client.on("error", () => {}); // an end like any other here
  let received = 0;
  client.on("data", (chunk: Buffer) => (received += chunk.length));
  client.write("?");
  await new Promise((resolve) => client.once("close", resolve));
  return received;
}
