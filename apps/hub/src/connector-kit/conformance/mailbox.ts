// Where a stage's store sends its deliveries: kept as they came, byte for byte.
import http from "node:http";
import type { Delivery } from "../contract.ts";

export type Mailbox = { readonly url: URL; readonly deliveries: Delivery[]; close(): Promise<void> };

export async function openMailbox(): Promise<Mailbox> {
  const deliveries: Delivery[] = [];
  const server = http.createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk) => chunks.push(chunk));
    incoming.on("end", () => {
      const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]);
      deliveries.push({ headers: Object.fromEntries(headers), body: Buffer.concat(chunks) });
      outgoing.writeHead(200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the mailbox has no port");
  return {
    url: new URL(`http://127.0.0.1:${address.port}/deliveries/conformance`),
    deliveries,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
