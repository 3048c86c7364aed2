// Who is told of alerts: a web server and a mail server on the loopback, which keep what they get and fail when told to.
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

type Received = { readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: string };

export type WebReceiver = {
  readonly url: string;
  readonly got: Received[];
  /** What it answers from now on. */
  answer: number;
  close(): Promise<void>;
};

export async function startWebReceiver(): Promise<WebReceiver> {
  const got: Received[] = [];
  const receiver = { got, answer: 204 };
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      got.push({ path: request.url ?? "", headers: request.headers, body: Buffer.concat(parts).toString() });
      response.writeHead(receiver.answer).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return Object.assign(receiver, {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

type ReceivedMail = { readonly from: string; readonly to: readonly string[]; readonly text: string };

export type MailReceiver = {
  readonly port: number;
  readonly got: ReceivedMail[];
  /** Turns the next messages away with this reply code. */
  refuse: number | null;
  close(): Promise<void>;
};

export async function startMailReceiver(login?: { user: string; password: string }): Promise<MailReceiver> {
  const got: ReceivedMail[] = [];
  const receiver: { got: ReceivedMail[]; refuse: number | null } = { got, refuse: null };
  const server = new SMTPServer({
    authOptional: login === undefined,
    hideSTARTTLS: true,
    allowInsecureAuth: true,
    disabledCommands: ["STARTTLS"],
    onAuth: ({ username, password }, _session, done) => {
      if (username === login?.user && password === login?.password) return done(null, { user: username });
      done(new Error(`no such login: ${username} ${password}`));
    },
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        if (receiver.refuse !== null)
          return done(Object.assign(new Error("not now"), { responseCode: receiver.refuse }));
        const { mailFrom, rcptTo } = session.envelope;
        got.push({
          from: mailFrom === false ? "" : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          text: Buffer.concat(parts).toString(),
        });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  return Object.assign(receiver, {
    port: portOf(server.server.address()),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  });
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("it does not listen at a port");
  return address.port;
}
