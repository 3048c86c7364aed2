// Queue and delivery of webhooks: asynchronous, one after another, never repeated.
import { createHash, createHmac } from "node:crypto";
import type { DeliveryFaults } from "../../shared/delivery-faults.ts";
import { post, postFollowing } from "../../shared/http-post.ts";
import type { ShopEvent } from "../state/shop-event.ts";
import type { WooState } from "../state/woo-state.ts";
import { deliveryBody } from "./delivery-payload.ts";
import type { WebhookRecord } from "./webhook-record.ts";
import { splitTopic } from "./webhook-topic.ts";

export type Delivery = {
  webhookId: number;
  topic: string;
  target: string;
  // 0: no answer at all; `error` says why.
  status: number;
  error?: string;
  headers: Record<string, string>;
  body: string;
  at: string;
};

type Queued = { webhookId: number; topic: string; id: number; body: string | undefined; isDelayed: boolean };

const failuresAllowed = 6;
const deliveriesKept = 5_000;
const pingTimeoutMs = 5_000;

export class WebhookDispatcher {
  readonly deliveries: Delivery[] = [];
  #queue: Queued[] = [];
  #timer: NodeJS.Timeout | undefined;
  #running = false;
  #closed = false;
  #waiting: Array<() => void> = [];
  readonly #abort = new AbortController();
  readonly #state: WooState;
  readonly #faults: DeliveryFaults;

  constructor(state: WooState, faults: DeliveryFaults) {
    this.#state = state;
    this.#faults = faults;
  }

  // QUIRK(woocommerce): a change that waits already is not queued twice, so five quick changes are one delivery.
  announce(event: ShopEvent): void {
    if (this.#closed) return;
    const webhooks = [...this.#state.webhooks.values()].reverse();
    for (const webhook of webhooks) {
      if (webhook.status !== "active" || webhook.topic !== event.topic) continue;
      const isQueued = this.#queue.some(
        ({ webhookId, id, body }) => webhookId === webhook.id && id === event.id && body === undefined,
      );
      if (!isQueued) {
        this.#queue.push({
          webhookId: webhook.id,
          topic: event.topic,
          id: event.id,
          body: undefined,
          isDelayed: false,
        });
      }
    }
    if (this.#queue.length > 0) this.#schedule();
  }

  // As if the queue had run just now: what waits gets its body, later changes are queued anew.
  freeze(): void {
    for (const queued of this.#queue) queued.body ??= deliveryBody(this.#state, queued.topic, queued.id);
  }

  // Resolves when nothing is queued or under way.
  settled(): Promise<void> {
    if (this.#queue.length === 0 && !this.#running) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  // What was not sent is listed among the deliveries, so that nothing is lost silently.
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#abort.abort();
    for (const { webhookId, topic, id } of this.#queue.splice(0)) {
      const webhook = this.#state.webhooks.get(webhookId);
      if (webhook) this.#keep(webhook, topic, { headers: {}, body: String(id) }, { error: "the store was closed" });
    }
    if (this.#running) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#wakeWaiting();
  }

  // QUIRK(woocommerce): the ping is a form, without signature and X-WC headers; its failure stops nothing.
  async ping(webhook: WebhookRecord): Promise<void> {
    if (webhook.status !== "active" || this.#closed) return;
    const body = `webhook_id=${webhook.id}`;
    const headers = { ...this.#plainHeaders(), "Content-Type": "application/x-www-form-urlencoded" };
    const timeoutMs = Math.min(pingTimeoutMs, this.#state.settings.webhookTimeoutMs);
    const outcome = await postFollowing({
      url: webhook.deliveryUrl,
      headers,
      body,
      timeoutMs,
      signal: this.#abort.signal,
    });
    this.#keep(webhook, "ping", { headers, body }, outcome);
  }

  #schedule(): void {
    if (this.#running || this.#timer !== undefined || this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#run();
    }, this.#state.settings.webhookDelayMs);
  }

  async #run(): Promise<void> {
    this.#running = true;
    for (let next = this.#queue.shift(); next && !this.#closed; next = this.#queue.shift()) await this.#deliver(next);
    this.#running = false;
    this.#wakeWaiting();
  }

  #wakeWaiting(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  async #deliver(queued: Queued): Promise<void> {
    const webhook = this.#state.webhooks.get(queued.webhookId);
    if (!webhook) return;
    const fault = this.#faults.draw(queued.topic);
    if (fault?.kind === "reorder" && !queued.isDelayed && this.#queue.length > 0) {
      this.#queue.push({ ...queued, isDelayed: true });
      return;
    }
    if (fault?.kind === "delay") await new Promise((resolve) => setTimeout(resolve, fault.ms ?? 100));
    const body = queued.body ?? deliveryBody(this.#state, queued.topic, queued.id);
    const headers = this.#headers(webhook, body);
    const sent = fault?.kind === "tamper" ? tampered(body) : body;
    if (fault?.kind === "drop") {
      this.#keep(webhook, queued.topic, { headers, body }, { error: "dropped on the way" });
      return;
    }
    for (let copies = fault?.kind === "duplicate" ? 2 : 1; copies > 0; copies -= 1)
      await this.#send(webhook, headers, sent);
  }

  async #send(webhook: WebhookRecord, headers: Record<string, string>, body: string): Promise<void> {
    const { webhookTimeoutMs: timeoutMs } = this.#state.settings;
    const outcome = await post({ url: webhook.deliveryUrl, headers, body, timeoutMs, signal: this.#abort.signal });
    this.#keep(webhook, webhook.topic, { headers, body }, outcome);
    // QUIRK(woocommerce): 200 to 302 is a success, also a 301 that nobody follows.
    const success = "status" in outcome && outcome.status >= 200 && outcome.status <= 302;
    await this.#count(webhook, success);
  }

  async #count(webhook: WebhookRecord, success: boolean): Promise<void> {
    webhook.modifiedAt = this.#state.nowSeconds();
    if (success) {
      webhook.failures = 0;
      return;
    }
    webhook.failures += 1;
    if (webhook.failures > failuresAllowed) webhook.status = "disabled";
    await this.ping(webhook);
  }

  #headers(webhook: WebhookRecord, body: string): Record<string, string> {
    const [resource, event] = splitTopic(webhook.topic);
    return {
      ...this.#plainHeaders(),
      "Content-Type": "application/json",
      "X-WC-Webhook-Source": `${this.#state.settings.home}/`,
      "X-WC-Webhook-Topic": webhook.topic,
      "X-WC-Webhook-Resource": resource,
      "X-WC-Webhook-Event": event,
      "X-WC-Webhook-Signature": createHmac("sha256", webhook.secret).update(body, "utf8").digest("base64"),
      "X-WC-Webhook-ID": String(webhook.id),
      "X-WC-Webhook-Delivery-ID": this.#deliveryId(webhook),
    };
  }

  // QUIRK(woocommerce): made of the webhook and the second, so several deliveries share it.
  #deliveryId({ id }: WebhookRecord): string {
    return createHash("md5").update(`${this.#state.settings.seed}:${id}:${this.#state.nowSeconds()}`).digest("hex");
  }

  #plainHeaders(): Record<string, string> {
    const { version, wordpressVersion } = this.#state.settings;
    return {
      "User-Agent": `WooCommerce/${version} Hookshot (WordPress/${wordpressVersion})`,
      Accept: "*/*",
      "Accept-Encoding": "deflate, gzip, br, zstd",
    };
  }

  #keep(
    webhook: WebhookRecord,
    topic: string,
    sent: { headers: Record<string, string>; body: string },
    outcome: { status: number } | { error: string },
  ): void {
    const result = "status" in outcome ? { status: outcome.status } : { status: 0, error: outcome.error };
    const at = new Date(this.#state.nowSeconds() * 1000).toISOString();
    this.deliveries.push({ webhookId: webhook.id, topic, target: webhook.deliveryUrl, ...result, ...sent, at });
    if (this.deliveries.length > deliveriesKept) this.deliveries.shift();
  }
}

function tampered(body: string): string {
  return body.replace(
    /"(total|id)":("?)(\d)/,
    (_, name, quote, digit) => `"${name}":${quote}${(Number(digit) + 1) % 10}`,
  );
}
