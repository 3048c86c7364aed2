// As little as a durable receiver can be: bare HTTP, the signature over the raw body, and an insert of many bodies at once.
// Answered when it is on disk, as the hub does.
import { createHmac, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import pg from "pg";
import { serve } from "../support/serve.ts";

const LANES = 2;
const MOST_AT_ONCE = 200;

const TABLE = `
  create table bodies (id bigint generated always as identity primary key, delivery_id text not null, body text not null);
  do $$ begin
    alter table bodies alter column body set compression lz4;
  exception when others then
    alter table bodies alter column body set storage external;
  end $$`;

type Waiting = { readonly id: string; readonly body: string; done(error?: unknown): void };

const calls = {
  start: async ({
    databaseUrl,
    secret,
  }: {
    readonly databaseUrl: string;
    readonly secret: string;
  }): Promise<string> => {
    const pool = new pg.Pool({ connectionString: databaseUrl, max: LANES });
    await pool.query(TABLE);
    const store = makeBatcher(pool);
    const server = createServer((incoming, outgoing) => {
      receive(incoming, secret, store).then(
        (status) => outgoing.writeHead(status, { "content-type": "application/json" }).end("{}"),
        () => outgoing.writeHead(500).end(),
      );
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    return `http://127.0.0.1:${address.port}`;
  },
};

export type ReceiverCalls = typeof calls;

type Store = (id: string, body: string) => Promise<void>;

async function receive(incoming: IncomingMessage, secret: string, store: Store): Promise<number> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const signature = Buffer.from(String(incoming.headers["x-wc-webhook-signature"]), "base64");
  const expected = createHmac("sha256", secret).update(body).digest();
  if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) return 401;
  await store(String(incoming.headers["x-wc-webhook-delivery-id"]), body.toString("utf8"));
  return 200;
}

function makeBatcher(pool: pg.Pool): Store {
  const waiting: Waiting[] = [];
  let busy = 0;
  const lane = async () => {
    busy += 1;
    while (waiting.length > 0) await flush(pool, waiting.splice(0, MOST_AT_ONCE));
    busy -= 1;
  };
  return (id, body) =>
    new Promise((resolve, reject) => {
      waiting.push({ id, body, done: (error) => (error === undefined ? resolve() : reject(error)) });
      if (busy < LANES) void lane();
    });
}

async function flush(pool: pg.Pool, batch: readonly Waiting[]): Promise<void> {
  try {
    await pool.query({
      name: "store",
      text: "insert into bodies (delivery_id, body) select * from unnest($1::text[], $2::text[])",
      values: [batch.map(({ id }) => id), batch.map(({ body }) => body)],
    });
    for (const each of batch) each.done();
  } catch (error) {
    for (const each of batch) each.done(error);
  }
}

serve(calls);
