// Carries one message to one channel: mail, chat, or a signed webhook. Returns when it was taken, throws a HubError where not.
import { HubError } from "@logix/model";
import { Webhook } from "standardwebhooks";
import type { Mailer } from "../../engine/mail.ts";
import type { Transport } from "../../engine/transport.ts";
import { type ChannelSettings, secretsOf } from "./channel-settings.ts";
import { chatTextOf, type MessageContent, subjectOf, textOf } from "./wording.ts";

type Outgoing = { readonly id: string; readonly content: MessageContent };
export type Send = (settings: ChannelSettings, message: Outgoing) => Promise<void>;

const TIMEOUT_MS = 15_000;
const MOST_WORDS = 300;
/** Answers that ask to come again. */
const LATER = new Set([408, 425, 429]);

export type SendingOptions = {
  readonly transport: Pick<Transport, "send">;
  readonly mailer: Mailer;
  readonly publicUrl: () => string;
  readonly now: () => Date;
};

export function makeSending({ transport, mailer, publicUrl, now }: SendingOptions): Send {
  async function post(url: string, body: string, headers: Readonly<Record<string, string>> = {}): Promise<void> {
    const json = { "content-type": "application/json", ...headers };
    const reply = await transport.send({ method: "POST", url, headers: json, body, timeoutMs: TIMEOUT_MS });
    if (reply.status >= 200 && reply.status < 300) return;
    const again = reply.status >= 500 || LATER.has(reply.status);
    throw new HubError(again ? "unreachable" : "refused", `${new URL(url).host} answered with ${reply.status}`, {
      code: "channel_answered",
      remote: { status: reply.status },
    });
  }

  async function signed(settings: Extract<ChannelSettings, { kind: "webhook" }>, { id, content }: Outgoing) {
    const at = now();
    const data = { hub: publicUrl(), notices: content.notices };
    const body = JSON.stringify({ type: "alerts", timestamp: content.at, data });
    const secrets = [settings.secret, ...stillValid(settings.previous, at)];
    await post(settings.url, body, {
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
      "webhook-signature": secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(" "),
    });
  }

  return async (settings, message) => {
    const { content } = message;
    if (settings.kind === "webhook") return signed(settings, message);
    if (settings.kind === "slack") {
      return post(settings.url, JSON.stringify({ text: chatTextOf(content, publicUrl()) }));
    }
    const words = { subject: subjectOf(content), text: textOf(content, publicUrl()) };
    return mailer.send({ id: message.id, to: settings.to, from: settings.from, server: settings.smtp, ...words });
  };
}

/** What may be shown of a failure: nothing that the channel keeps secret. */
export function shownFailure(error: HubError, settings: ChannelSettings): string {
  const words = [error.message, error.details.remedy].filter((part) => part !== undefined).join(". ");
  return secretsOf(settings)
    .reduce((text, secret) => text.replaceAll(secret, "***"), words)
    .slice(0, MOST_WORDS);
}

function stillValid(previous: { readonly secret: string; readonly until: string } | undefined, at: Date): string[] {
  return previous && new Date(previous.until) > at ? [previous.secret] : [];
}
