// A road of TCP between two sides that can be cut, slowed, reset, or end in the middle of an answer.
import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

export type Weather = "fair" | "cut" | "slow" | "half";

export type Network = {
  readonly port: number;
  set(weather: Weather): void;
  /** Ends every connection without a word; returns how many there were. */
  reset(): number;
  close(): Promise<void>;
};

type Pair = { readonly client: Socket; readonly target: Socket; answered: number };

const SLOW_MS = 60;
/** Enough for headers, not for a page of orders. */
const HALF_BYTES = 900;

export async function openNetwork(targetPort: () => number): Promise<Network> {
  const pairs = new Set<Pair>();
  let weather: Weather = "fair";

  function join(client: Socket): void {
    const target = connect({ port: targetPort(), host: "127.0.0.1", allowHalfOpen: true });
    const pair: Pair = { client, target, answered: 0 };
    pairs.add(pair);
    for (const socket of [client, target]) {
      socket.setNoDelay(true);
      socket.on("error", () => drop(pair));
    }
    void carry(pair, client, target);
    void carry(pair, target, client);
  }

  /** In order, one piece after the other, to the end that the sender made. */
  async function carry(pair: Pair, from: Socket, to: Socket): Promise<void> {
    try {
      for await (const chunk of from.iterator({ destroyOnReturn: false })) {
        await passable();
        if (weather === "half" && from === pair.target && !(await isWithinHalf(pair, chunk))) return drop(pair);
        await pass(to, chunk);
      }
      to.end();
      if (from.writableEnded) pairs.delete(pair);
    } catch {
      drop(pair); // one side is gone: the other shall know
    }
  }

  async function passable(): Promise<void> {
    if (weather === "slow") await delay(SLOW_MS);
    // Silent while it is cut; when that ends, so does the connection.
    while (weather === "cut") await delay(SLOW_MS / 2);
  }

  async function isWithinHalf(pair: Pair, chunk: Buffer): Promise<boolean> {
    const left = HALF_BYTES - pair.answered;
    pair.answered += chunk.length;
    if (chunk.length <= left) return true;
    if (left > 0) await pass(pair.client, chunk.subarray(0, left));
    return false;
  }

  function drop(pair: Pair): void {
    pairs.delete(pair);
    for (const socket of [pair.client, pair.target]) if (!socket.destroyed) socket.resetAndDestroy();
  }

  function resetAll(): number {
    const all = [...pairs];
    for (const pair of all) drop(pair);
    return all.length;
  }

  const server = await listen(join);
  return {
    port: portOf(server),
    set: (next) => {
      // What was said into a cut line is gone: nobody gets an answer to it later.
      if (weather === "cut" && next !== "cut") resetAll();
      weather = next;
    },
    reset: resetAll,
    close: async () => {
      const closed = once(server, "close");
      server.close();
      resetAll();
      await closed;
    },
  };
}

function pass(to: Socket, chunk: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    to.write(chunk, (error) => (error ? reject(error) : resolve()));
  });
}

async function listen(onConnection: (socket: Socket) => void): Promise<Server> {
  const server = createServer({ allowHalfOpen: true }, onConnection).listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The network has no port");
  return address.port;
}
