// A request byte for byte as it is given, which fetch would put in order first.
import { type Agent, request } from "node:http";

export type RawRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer | undefined;
};
export type RawReply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
};

/** @throws Error where there is no answer within `withinMs`. An answer without end is taken as far as its head. */
export function rawRequest(
  origin: string,
  { method, path, headers, body }: RawRequest,
  { agent, withinMs }: { readonly agent: Agent; readonly withinMs: number },
): Promise<RawReply> {
  const { hostname, port } = new URL(origin);
  const length = body === undefined ? {} : { "content-length": String(body.length) };
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, method, path, agent, headers: { ...headers, ...length } }, (reply) => {
      const chunks: Buffer[] = [];
      const done = () => {
        clearTimeout(timer);
        resolve({
          status: reply.statusCode ?? 0,
          headers: reply.headers,
          text: Buffer.concat(chunks).toString("utf8"),
        });
      };
      if (reply.headers["content-type"]?.startsWith("text/event-stream")) {
        done();
        asked.destroy();
      }
      reply
        .on("data", (chunk: Buffer) => chunks.push(chunk))
        .on("end", done)
        .on("error", reject);
    });
    const timer = setTimeout(() => asked.destroy(new Error(`No answer within ${withinMs} ms`)), withinMs);
    asked.on("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    asked.end(body);
  });
}
