// Webhooks on their way: signed, tried again for four hours, and at last the subscription is given up.
// Headers, signature and retries: https://shopify.dev/docs/apps/build/webhooks
import { createHmac, randomUUID } from "node:crypto";
import type { DeliveryFaults } from "../../shared/delivery-faults.ts";
import { post } from "../../shared/http-post.ts";
import type { WebhookRecord } from "../state/records.ts";
import type { ShopEvent, ShopifyState } from "../state/shopify-state.ts";

export type Delivery = {
  subscriptionId: number;
  topic: string;
  target: string;
  attempt: number;
  /** 0: no answer at all; `error` says why. */
  status: number;
  error?: string;
  headers: Record<string, string>;
  body: string;
  at: string;
};

type Letter = {
  subscriptionId: number;
  topic: string;
  uri: string;
  headers: Record<string, string>;
  body: string;
  attempt: number;
  isReordered: boolean;
};

const kept = 5_000;
const workers = 4;

export class WebhookQueue {
  readonly deliveries: Delivery[] = [];
  /** Subscriptions that were given up, with the time. */
  readonly removed: { id: number; topic: string; uri: string; at: string }[] = [];
  /** Where the app's configuration sends topics that no API call can subscribe to. */
  complianceUrl: string | undefined;
  #ready: Letter[] = [];
  readonly #later = new Map<Letter, NodeJS.Timeout>();
  #timer: NodeJS.Timeout | undefined;
  #busy = 0;
  #closed = false;
  #waiting: (() => void)[] = [];
  readonly #abort = new AbortController();
  readonly #state: ShopifyState;
  readonly #faults: DeliveryFaults;

  constructor(state: ShopifyState, faults: DeliveryFaults) {
    this.#state = state;
    this.#faults = faults;
  }

  announce(event: ShopEvent): void {
    const subscribed = [...this.#state.webhooks.values()].filter(({ topic }) => topic === event.topic);
    if (subscribed.length === 0) return;
    const eventId = randomUUID();
    const body = event.body();
    for (const webhook of subscribed) this.#add(this.#letter(webhook, eventId, body));
  }

  /** customers/data_request, customers/redact, shop/redact: to the address in the app's configuration. */
  announceCompliance(topic: string, body: object): void {
    if (this.complianceUrl === undefined) throw new Error("the app's configuration has no compliance address");
    const { supportedVersions } = this.#state.settings;
    const target = {
      id: 0,
      topic,
      uri: this.complianceUrl,
      name: null,
      includeFields: [],
      apiVersion: supportedVersions.at(-1) ?? "",
    };
    this.#add(this.#letter(target, randomUUID(), body));
  }

  /** Resolves when nothing is ready or under way; what waits for its next try does not count. */
  settled(): Promise<void> {
    if (this.#ready.length === 0 && this.#busy === 0) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** How many deliveries failed and wait for their next try. */
  get retrying(): number {
    return this.#later.size;
  }

  /** As if the waits were over. */
  retryNow(): void {
    for (const [letter, timer] of [...this.#later]) {
      clearTimeout(timer);
      this.#later.delete(letter);
      this.#add(letter);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    for (const timer of this.#later.values()) clearTimeout(timer);
    this.#later.clear();
    this.#ready = [];
    this.#abort.abort();
    await this.settled();
  }

  #letter(
    webhook: Pick<WebhookRecord, "id" | "topic" | "uri" | "name" | "includeFields" | "apiVersion">,
    eventId: string,
    body: object,
  ): Letter {
    const text = JSON.stringify(webhook.includeFields.length > 0 ? only(body, webhook.includeFields) : body);
    const { settings } = this.#state;
    const headers = {
      "Content-Type": "application/json",
      "User-Agent": "Shopify-Captain-Hook",
      "X-Shopify-Topic": webhook.topic,
      "X-Shopify-Hmac-Sha256": createHmac("sha256", settings.clientSecret).update(text, "utf8").digest("base64"),
      "X-Shopify-Shop-Domain": settings.shopDomain,
      "X-Shopify-API-Version": webhook.apiVersion,
      "X-Shopify-Webhook-Id": randomUUID(),
      "X-Shopify-Event-Id": eventId,
      "X-Shopify-Triggered-At": new Date(this.#state.now()).toISOString(),
      ...(webhook.name === null ? {} : { "X-Shopify-Name": webhook.name }),
    };
    return {
      subscriptionId: webhook.id,
      topic: webhook.topic,
      uri: webhook.uri,
      headers,
      body: text,
      attempt: 1,
      isReordered: false,
    };
  }

  #add(letter: Letter): void {
    if (this.#closed) return;
    this.#ready.push(letter);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      for (let worker = 0; worker < workers; worker += 1) void this.#work();
    }, this.#state.settings.webhookDelayMs);
  }

  async #work(): Promise<void> {
    this.#busy += 1;
    for (let letter = this.#ready.shift(); letter && !this.#closed; letter = this.#ready.shift())
      await this.#deliver(letter);
    this.#busy -= 1;
    if (this.#busy === 0 && (this.#ready.length === 0 || this.#closed))
      for (const wake of this.#waiting.splice(0)) wake();
  }

  async #deliver(letter: Letter): Promise<void> {
    const fault = this.#faults.draw(letter.topic);
    if (fault?.kind === "reorder" && !letter.isReordered && this.#ready.length > 0) {
      this.#ready.push({ ...letter, isReordered: true });
      return;
    }
    // Lost for good: Shopify takes it for delivered, so it is not tried again.
    if (fault?.kind === "drop") {
      this.#keep(letter, { error: "dropped on the way" });
      return;
    }
    if (fault?.kind === "delay") await new Promise((resolve) => setTimeout(resolve, fault.ms ?? 100));
    const body = fault?.kind === "tamper" ? letter.body.replace(/"id":(\d)/, '"id":9$1') : letter.body;
    const isFine = await this.#send(letter, body);
    if (fault?.kind === "duplicate") await this.#send(letter, body);
    if (!isFine) this.#tryLater(letter);
  }

  async #send(letter: Letter, body: string): Promise<boolean> {
    const { webhookTimeoutMs: timeoutMs } = this.#state.settings;
    const outcome = await post({
      url: letter.uri,
      headers: letter.headers,
      body,
      timeoutMs,
      signal: this.#abort.signal,
    });
    this.#keep(letter, outcome);
    // A redirect is a failure: Shopify does not follow it.
    return "status" in outcome && outcome.status >= 200 && outcome.status < 300;
  }

  // The ninth failure of one event ends the subscription, unless the API did not make it.
  #tryLater(letter: Letter): void {
    const wait = this.#state.settings.webhookRetryDelaysMs[letter.attempt - 1];
    if (this.#closed) return;
    if (wait === undefined) {
      this.#giveUp(letter);
      return;
    }
    const next = { ...letter, attempt: letter.attempt + 1 };
    const timer = setTimeout(() => {
      this.#later.delete(next);
      this.#add(next);
    }, wait);
    timer.unref();
    this.#later.set(next, timer);
  }

  #giveUp({ subscriptionId: id, topic, uri }: Letter): void {
    if (!this.#state.webhooks.delete(id)) return;
    this.removed.push({ id, topic, uri, at: new Date(this.#state.now()).toISOString() });
  }

  #keep(
    { subscriptionId, topic, uri, attempt, headers, body }: Letter,
    outcome: { status: number } | { error: string },
  ): void {
    const result = "status" in outcome ? { status: outcome.status } : { status: 0, error: outcome.error };
    const at = new Date(this.#state.now()).toISOString();
    this.deliveries.push({ subscriptionId, topic, target: uri, attempt, ...result, headers, body, at });
    if (this.deliveries.length > kept) this.deliveries.shift();
  }
}

// includeFields names top-level fields, or nested ones with dots.
function only(body: object, names: readonly string[]): object {
  const tops = new Set(names.map((name) => name.split(".")[0]));
  return Object.fromEntries(Object.entries(body).filter(([name]) => tops.has(name)));
}
