// What stands in front of a hub on the internet: takes https, and hands every request on as it is.
import { request as ask } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { selfSigned } from "../../../sandbox/src/shared/self-signed.ts";

export type TlsFront = {
  readonly url: string;
  /** Where requests go from now on. */
  leadTo(address: string): void;
  close(): Promise<void>;
};

export async function startTlsFront(): Promise<TlsFront> {
  let target = "";
  const server = createServer(selfSigned(), (request, reply) => {
    const { method, headers, url = "/" } = request;
    const onward = ask(new URL(url, target), { method, headers }, (answer) => {
      reply.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(reply);
    });
    onward.on("error", () => reply.destroy());
    reply.on("close", () => onward.destroy());
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address() as AddressInfo;
  return {
    url: `https://127.0.0.1:${address.port}`,
    leadTo: (to) => {
      target = to;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
