// Deliveries: set up once, checked byte for byte, harmless when they come twice, late or from strangers.
import { expect } from "vitest";
import type { Change, Delivery, Receipt } from "../contract.ts";
import type { Behaviour, Trial } from "./behaviour.ts";
import { orderNow, orderOf } from "./looks.ts";
import { type Mailbox, openMailbox } from "./mailbox.ts";

type Post = { readonly trial: Trial; readonly mailbox: Mailbox };

function withMailbox(run: (post: Post) => Promise<void>): Behaviour["run"] {
  return async (trial) => {
    const mailbox = await openMailbox();
    try {
      await run({ trial, mailbox });
    } finally {
      await mailbox.close();
    }
  };
}

export const news: readonly Behaviour[] = [
  {
    name: "webhooks are set up once per topic, however often it is asked for, and mended where one was lost",
    help: "Look for what is there under the same address before making anything; `created` tells what was made just now.",
    run: withMailbox(async ({ trial: { store, connector }, mailbox }) => {
      const first = await store.setupWebhooks(connector.topics, mailbox.url);
      expect(new Set(first.map(({ topic }) => topic))).toEqual(new Set(connector.topics));
      expect(first.every(({ created, status }) => created && status === "active")).toBe(true);
      const second = await store.setupWebhooks(connector.topics, mailbox.url);
      expect(second.filter(({ created }) => created)).toEqual([]);
      expect(new Set(second.map(({ remoteId }) => remoteId))).toEqual(new Set(first.map(({ remoteId }) => remoteId)));
      if (!store.subscriptions) return;
      const [lost] = first;
      await store.subscriptions.remove([lost?.remoteId ?? ""]);
      const third = await store.setupWebhooks(connector.topics, mailbox.url);
      expect(third.filter(({ created }) => created).map(({ topic }) => topic)).toEqual([lost?.topic]);
      const ours = (await store.subscriptions.list()).filter(({ deliveryUrl }) => deliveryUrl === mailbox.url.href);
      expect(ours.map(({ topic }) => topic).sort()).toEqual([...connector.topics].sort());
      await store.subscriptions.remove(ours.map(({ remoteId }) => remoteId));
      // Removed twice is no error: the engine may repeat it.
      await store.subscriptions.remove(ours.map(({ remoteId }) => remoteId));
      expect((await store.subscriptions.list()).filter(({ deliveryUrl }) => deliveryUrl === mailbox.url.href)).toEqual(
        [],
      );
    }),
  },
  {
    name: "a topic that the platform does not have is refused in words before anything is made",
    help: "HubError `invalid` that names the topic, and what is known instead.",
    run: withMailbox(async ({ trial: { store, failureOf }, mailbox }) => {
      const error = await failureOf(store.setupWebhooks(["no.such.topic"], mailbox.url));
      expect(error.kind).toBe("invalid");
      expect(error.message).toContain("no.such.topic");
    }),
  },
  {
    name: "the deliveries of an order that is placed and changed are genuine and lead to what the store shows",
    help: "`verify` reads what it is about; `translate` gives a change with the record, or without it: then it is read again.",
    run: withMailbox(async (post) => {
      const { trial } = post;
      const { id, deliveries } = await orderNews(post);
      const receipts = deliveries.map((delivery) => trial.connector.webhooks.verify(delivery, trial.settings));
      const ours = receipts.filter((receipt) => receipt.about === "resource" && receipt.remoteId === id);
      expect(ours).not.toEqual([]);
      for (const receipt of ours) expect(receipt).toMatchObject({ kind: "order", signed: true });
      // Whatever order they come in, and though each comes twice: the newest wins.
      for (const order of [deliveries, deliveries.toReversed(), [...deliveries, ...deliveries]])
        expect(await newestOf(trial, id, order)).toEqual(await orderNow(trial, id));
      const handled = await Promise.all(deliveries.map((delivery) => trial.store.handleWebhook(delivery)));
      expect(handled.flat().map(({ remoteId }) => remoteId)).toContain(id);
    }),
  },
  {
    name: "a delivery that was touched on its way, or signed by somebody else, is `forged`",
    help: "Check the signature over the raw bytes with `connector-kit/signature.ts`, before anything is read.",
    run: withMailbox(async (post) => {
      const { trial } = post;
      const { id, deliveries } = await orderNews(post);
      const genuine = deliveries.find((delivery) => isAbout(trial, delivery, id));
      if (!genuine) throw new Error("no delivery tells of the order");
      for (const [what, forged] of forgeries(trial, genuine))
        expect([what, kindOf(() => trial.connector.webhooks.verify(forged, trial.settings))]).toEqual([what, "forged"]);
      await expect(trial.store.handleWebhook({ ...genuine, body: withByte(genuine.body) })).rejects.toMatchObject({
        kind: "forged",
      });
    }),
  },
  {
    name: "the store that a delivery claims to come from is found without trust, and nonsense is refused by kind",
    help: "`claimedStore` gives the same spelling as `storeAddress`, or null; what is no delivery at all is `invalid` or `forged`.",
    run: withMailbox(async (post) => {
      const { trial } = post;
      const { connector, settings, stage } = trial;
      const { deliveries } = await orderNews(post);
      const [genuine] = deliveries.filter((delivery) => connector.webhooks.greeting(delivery) === null);
      if (!genuine) throw new Error("no delivery came");
      expect(connector.webhooks.claimedStore(genuine)).toBe(connector.storeAddress(settings));
      for (const claim of ["", "not a store", "javascript:alert(1)", "http://"]) {
        const headers = { ...genuine.headers, [stage.headers.store]: claim };
        expect([claim, connector.webhooks.claimedStore({ ...genuine, headers })]).toEqual([claim, null]);
      }
      for (const delivery of [
        { headers: {}, body: Buffer.from("") },
        { headers: {}, body: Buffer.from("{}") },
      ]) {
        expect(connector.webhooks.claimedStore(delivery)).toBeNull();
        expect(kindOf(() => connector.webhooks.verify(delivery, settings))).toMatch(/^(forged|invalid)$/);
      }
    }),
  },
];

async function orderNews({ trial, mailbox }: Post): Promise<{ id: string; deliveries: readonly Delivery[] }> {
  const { store, stage, connector } = trial;
  await store.setupWebhooks(connector.topics, mailbox.url);
  const id = await stage.placeOrder();
  await stage.settled();
  await stage.changeOrder(id);
  await stage.settled();
  const deliveries = mailbox.deliveries.filter((delivery) => connector.webhooks.greeting(delivery) === null);
  expect(deliveries).not.toEqual([]);
  return { id, deliveries };
}

function changesIn({ connector, settings }: Trial, delivery: Delivery): readonly Change[] {
  const receipt: Receipt = connector.webhooks.verify(delivery, settings);
  if (receipt.about !== "resource") return [];
  return connector.webhooks.translate({ ...receipt, body: delivery.body.toString("utf8") });
}

/** As the engine takes them over: newer wins, and what carries no record is read again. */
async function newestOf(trial: Trial, id: string, deliveries: readonly Delivery[]): Promise<unknown> {
  let newest: { readonly modifiedAt: string; readonly remoteStatus: string } | null = null;
  for (const change of deliveries.flatMap((delivery) => changesIn(trial, delivery))) {
    if (change.kind !== "order" || change.remoteId !== id) continue;
    const record = change.record?.record ?? (await orderOf(trial, id));
    if (newest === null || record.modifiedAt >= newest.modifiedAt) newest = record;
  }
  return newest && { modifiedAt: newest.modifiedAt, remoteStatus: newest.remoteStatus };
}

function isAbout({ connector, settings }: Trial, delivery: Delivery, id: string): boolean {
  const receipt = connector.webhooks.verify(delivery, settings);
  return receipt.about === "resource" && receipt.remoteId === id;
}

function forgeries({ stage }: Trial, genuine: Delivery): (readonly [string, Delivery])[] {
  const name = stage.headers.signature;
  const { [name]: signature = "", ...others } = genuine.headers;
  const signed = (text: string): Delivery => ({ ...genuine, headers: { ...others, [name]: text } });
  return [
    ["one byte more", { ...genuine, body: withByte(genuine.body) }],
    [
      "one letter changed",
      { ...genuine, body: Buffer.from(genuine.body.toString("latin1").replace(/\d/, "7x"), "latin1") },
    ],
    ["nothing in it", { ...genuine, body: Buffer.from("") }],
    ["no signature", { ...genuine, headers: others }],
    ["an empty signature", signed("")],
    ["a shorter signature", signed(signature.slice(0, -3))],
    ["a longer signature", signed(`${signature}AA==`)],
    ["somebody else's signature", signed(Buffer.alloc(32, 1).toString("base64"))],
    ["a signature that is no text of that kind", signed("ünï")],
  ];
}

function withByte(body: Buffer): Buffer {
  return Buffer.concat([body, Buffer.from(" ")]);
}

function kindOf(call: () => unknown): string {
  try {
    call();
    return "taken for genuine";
  } catch (error) {
    return error instanceof Error && "kind" in error ? String(error.kind) : `no HubError: ${error}`;
  }
}
