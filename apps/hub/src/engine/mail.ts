// The one way out for mail: the installation's own server, or one that an account named, whose address is guarded like a store's.
import { isIP } from "node:net";
import { HubError, messageOf } from "@logix/model";
import { createTransport } from "nodemailer";
import type SMTPTransport from "nodemailer/lib/smtp-transport/index.js";
import type { AddressGuard } from "./address-guard.ts";

type MailServer = {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
};

type Mail = {
  readonly id: string;
  readonly to: readonly string[];
  readonly from?: string | undefined;
  readonly subject: string;
  readonly text: string;
  /** In place of the installation's. */
  readonly server?: MailServer | undefined;
};

export type Mailer = {
  /** Whether the installation has a mail server of its own. */
  readonly hasOwnServer: boolean;
  /** @throws HubError `unreachable` or `refused` */
  send(mail: Mail): Promise<void>;
};

export type MailerOptions = {
  readonly smtpUrl?: string | undefined;
  readonly from?: string | undefined;
  readonly ca?: string | undefined;
};

const TIMEOUT_MS = 20_000;
const LIMITS = { connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS };

export function makeMailer(guard: AddressGuard, { smtpUrl, from, ca }: MailerOptions = {}): Mailer {
  const tls = ca === undefined ? {} : { ca };

  async function optionsOf(server: MailServer | undefined): Promise<SMTPTransport.Options> {
    if (server === undefined) {
      if (smtpUrl === undefined) throw noServer();
      return { url: smtpUrl, ...LIMITS, tls };
    }
    const { host, port, secure, user, password } = server;
    return {
      host: await guardedAddress(guard, host),
      port,
      secure,
      ...(user !== undefined && { auth: { user, pass: password ?? "" } }),
      ...LIMITS,
      tls: { ...tls, ...(isIP(host) === 0 && { servername: host }) },
      // Files and addresses have no business in what we send.
      disableFileAccess: true,
      disableUrlAccess: true,
    };
  }

  return {
    hasOwnServer: smtpUrl !== undefined,
    send: async ({ id, to, subject, text, ...mail }) => {
      const transport = createTransport(await optionsOf(mail.server));
      const sender = mail.from ?? from;
      if (sender === undefined) throw noSender();
      try {
        const messageId = `<${id}@${/@([^\s<>@]+)/.exec(sender)?.[1] ?? "logix"}>`;
        await transport.sendMail({ from: sender, to: [...to], subject, text, messageId });
      } catch (error) {
        throw asHubError(error);
      } finally {
        transport.close();
      }
    },
  };
}

/** Looked up once, here, so that the name cannot point elsewhere when the connection is opened. */
function guardedAddress(guard: AddressGuard, host: string): Promise<string> {
  const bare = host.replace(/^\[|\]$/g, "");
  if (isIP(bare) !== 0) {
    guard.checkUrl(new URL(`smtp://${bare.includes(":") ? `[${bare}]` : bare}`));
    return Promise.resolve(bare);
  }
  return new Promise((resolve, reject) => {
    guard.lookup(bare, { all: false }, (error, address) => {
      if (error)
        return reject(error instanceof HubError ? error : unreachable(`${bare} is not a known mail server`, error));
      resolve(typeof address === "string" ? address : (address[0]?.address ?? bare));
    });
  });
}

/** A reply of 4xx means "later", 5xx means "no". */
function asHubError(error: unknown): HubError {
  const code = error instanceof Error && "responseCode" in error ? Number(error.responseCode) : 0;
  const words = `The mail server did not take the message: ${messageOf(error)}`;
  return code >= 500
    ? new HubError("refused", words, { code: "mail_refused", cause: error })
    : unreachable(words, error);
}

function unreachable(message: string, cause: unknown): HubError {
  return new HubError("unreachable", message, { code: "mail_unreachable", cause });
}

function noServer(): HubError {
  return new HubError("refused", "This hub has no mail server", {
    code: "mail_not_configured",
    remedy: "Set LOGIX_SMTP_URL and LOGIX_MAIL_FROM, or name a mail server in the channel",
  });
}

function noSender(): HubError {
  return new HubError("refused", "Nobody is named as the sender of mail", {
    code: "mail_no_sender",
    remedy: "Set LOGIX_MAIL_FROM, or a sender in the channel",
  });
}
