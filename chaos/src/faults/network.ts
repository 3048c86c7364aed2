// A road of TCP between two sides that can be cut, slowed, reset, or end in the middle of an answer.
import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";

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
    const pair: Pair = { client, target: connect(targetPort(), "127.0.0.1"), answered: 0 };
    pairs.add(pair);
    for (const socket of [pair.client, pair.target]) {
      socket.setNoDelay(true);
      socket.on("error", () => drop(pair));
      socket.on("close", () => drop(pair));
    }
    carry(pair, pair.client, pair.target);
    carry(pair, pair.target, pair.client);
    if (weather === "cut") hush(pair);
  }

  function carry(pair: Pair, from: Socket, to: Socket): void {
    from.on("data", (chunk: Buffer) => {
      if (weather === "half" && from === pair.target) return giveHalf(pair, chunk);
      if (weather !== "slow") return pass(from, to, chunk);
      from.pause();
      setTimeout(() => {
        pass(from, to, chunk);
        if (weather !== "cut") from.resume();
      }, SLOW_MS);
    });
    from.on("end", () => to.end());
  }

  function giveHalf(pair: Pair, chunk: Buffer): void {
    const left = HALF_BYTES - pair.answered;
    pair.answered += chunk.length;
    if (left > 0) pair.client.write(chunk.subarray(0, left), () => pair.answered > HALF_BYTES && drop(pair));
    else drop(pair);
  }

  function drop(pair: Pair): void {
    pairs.delete(pair);
    for (const socket of [pair.client, pair.target]) if (!socket.destroyed) socket.resetAndDestroy();
  }

  const resetAll = () => {
    const all = [...pairs];
    for (const pair of all) drop(pair);
    return all.length;
  };
  const server = await listen(join);
  return {
    port: portOf(server),
    set: (next) => {
      // What was said into a cut line is gone: nobody gets an answer to it later.
      if (weather === "cut" && next !== "cut") resetAll();
      weather = next;
      for (const pair of pairs) if (next === "cut") hush(pair);
    },
    reset: resetAll,
    close: async () => {
      server.close();
      resetAll();
      if (server.listening) await once(server, "close");
    },
  };
}

function pass(from: Socket, to: Socket, chunk: Buffer): void {
  if (to.write(chunk)) return;
  from.pause();
  to.once("drain", () => from.resume());
}

/** Neither side hears the other, and neither is told. */
function hush({ client, target }: Pair): void {
  client.pause();
  target.pause();
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
