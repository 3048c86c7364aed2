// Stands between stores and the hub: what stores send is taken in and answered, and waits here until the schedule lets it arrive,
// late, twice, in another order or never. The hub behind it may be another one each time.
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";

type Letter = {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
};

export type PostOffice = {
  readonly url: string;
  /** What has come and was not taken out. */
  readonly letters: Letter[];
  /** @throws where the hub did not take it. */
  deliver(hubUrl: string, letter: Letter): Promise<void>;
  close(): Promise<void>;
};

export async function openPostOffice(): Promise<PostOffice> {
  const letters: Letter[] = [];
  const server = createServer(async (request, response) => {
    letters.push({ path: request.url ?? "", headers: headersOf(request), body: await buffer(request) });
    response.end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("There is no free port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    letters,
    deliver: async (hubUrl, { path, headers, body }) => {
      const reply = await fetch(hubUrl + path, { method: "POST", headers, body: new Uint8Array(body) });
      await reply.arrayBuffer();
      if (reply.status !== 200) throw new Error(`A delivery was answered with ${reply.status}`);
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** Those that say what the letter is; the rest is about the connection it came by. */
function headersOf({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      typeof value === "string" && (name.startsWith("x-wc-") || name === "content-type" || name === "user-agent")
        ? [[name, value]]
        : [],
    ),
  );
}
