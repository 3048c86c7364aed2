// Sends one delivery over a kept-alive connection and tells what became of it.
import { Pool } from "undici";
import type { Delivery } from "./deliveries.ts";

/** `paths`: one after the other in place of `path`. */
export type Target = { readonly origin: string; readonly path: string; readonly paths?: readonly string[] };

export type Sender = {
  /** The status of the answer; 0 where there was none. */
  send(delivery: Delivery): Promise<number>;
  close(): Promise<void>;
};

export function makeSender({ origin, path, paths = [path] }: Target, connections: number): Sender {
  let sent = 0;
  const pool = new Pool(origin, { connections, pipelining: 1 });
  return {
    send: async ({ body, headers }) => {
      try {
        const reply = await pool.request({ path: paths[sent++ % paths.length] ?? path, method: "POST", headers, body });
        await reply.body.dump();
        return reply.statusCode;
      } catch {
        return 0; // the other side is gone, which is what some measures are about
      }
    },
    close: () => pool.destroy(),
  };
}
