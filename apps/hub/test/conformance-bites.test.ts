// The conformance suite notices what is wrong: a good connector, spoilt in one thing, fails in the behaviour that is about it.
import { HubError } from "@logix/model";
import { expect, test } from "vitest";
import { tryOut } from "../src/connector-kit/conformance/behaviour.ts";
import { behaviours } from "../src/connector-kit/conformance/describe-connector.ts";
import type { Connector, Store, Tools } from "../src/connector-kit/contract.ts";
import { openStage } from "../src/connectors/woocommerce/fixtures/stage.ts";
import { woocommerce } from "../src/connectors/woocommerce/index.ts";

const good: Connector = woocommerce;
const all = Object.values(behaviours).flat();

/** Of the stage that is open. */
const KEYS: string[] = [];

type Spoil = (store: Store) => Partial<Store>;

function storeWith(spoil: Spoil): Connector {
  return {
    ...good,
    open: (settings, tools) => {
      const store = good.open(settings, tools);
      return { ...store, ...spoil(store) };
    },
  };
}

function fetchWith(change: (tools: Tools<unknown>) => Tools["fetch"]): Connector {
  return { ...good, open: (settings, tools) => good.open(settings, { ...tools, fetch: change(tools) }) };
}

async function* eachPage<T>(pages: AsyncIterable<T>, change: (page: T) => T): AsyncGenerator<T> {
  for await (const page of pages) yield change(page);
}

const SPOILT: readonly (readonly [what: string, connector: Connector, noticed: string])[] = [
  [
    "the last order of each page is forgotten",
    storeWith((store) => ({
      syncOrders: (filter, resume) =>
        eachPage(store.syncOrders(filter, resume), (page) => ({ ...page, records: page.records.slice(0, -1) })),
    })),
    "all orders are read, none missing",
  ],
  [
    "a resume begins anew",
    storeWith((store) => ({ syncOrders: (filter) => store.syncOrders(filter) })),
    "all orders can be taken up again",
  ],
  [
    "one unreadable order ends the list",
    storeWith((store) => ({
      syncOrders: (filter, resume) =>
        eachPage(store.syncOrders(filter, resume), (page) => {
          if (page.unreadable.length > 0) throw new HubError("unreadable", "cannot be read");
          return page;
        }),
    })),
    "all orders: one that cannot be understood",
  ],
  [
    "the time filter is not honoured",
    storeWith((store) => ({ syncOrders: ({ since: _, ...filter }, resume) => store.syncOrders(filter, resume) })),
    "orders since a moment",
  ],
  [
    "what is gone is left out",
    storeWith((store) => ({
      again: {
        ...store.again,
        orders: async (ids) => new Map([...(await store.again.orders(ids))].filter(([, news]) => !("gone" in news))),
      },
    })),
    "many orders are read again",
  ],
  [
    "a status is written over whatever the store shows",
    storeWith((store) => ({
      updateOrderStatus: async (id, to, seen) => {
        const now = (await store.again.orders([id])).get(id);
        return store.updateOrderStatus(id, to, now && "record" in now ? now.record : seen);
      },
    })),
    "nothing is written over an order",
  ],
  [
    "a stock is written over whatever the store shows",
    storeWith((store) => ({
      updateInventory: (changes) => store.updateInventory(changes.map(({ expected: _, ...change }) => change)),
    })),
    "a stock that is not what we believed",
  ],
  [
    "one bad item fails all of them",
    storeWith((store) => ({
      updateInventory: async (changes) => {
        const results = await store.updateInventory(changes);
        if (results.some(({ outcome }) => outcome === "failed")) throw new HubError("refused", "one failed");
        return results;
      },
    })),
    "what cannot be written fails by itself",
  ],
  [
    "a failed request is sent once more",
    fetchWith(
      ({ fetch }) =>
        (request) =>
          fetch(request).catch(() => fetch(request)),
    ),
    "silence: the store is told",
  ],
  [
    "an error page is taken for a refusal",
    fetchWith(({ fetch }) => async (request) => {
      const reply = await fetch(request);
      return reply.status === 502 ? { ...reply, status: 400 } : reply;
    }),
    "badGateway: the store is told",
  ],
  [
    "an error tells the keys",
    storeWith((store) => ({
      again: {
        ...store.again,
        orders: (ids) =>
          store.again.orders(ids).catch((cause: unknown) => {
            throw new HubError("unreachable", "no answer", { code: "told", cause: new Error(KEYS.join(), { cause }) });
          }),
      },
    })),
    "a page that shows the whole request",
  ],
  [
    "a limit that was never declared is named",
    fetchWith(
      ({ fetch }) =>
        (request) =>
          fetch({ ...request, bucket: "endless" }),
    ),
    "all orders are read, none missing",
  ],
  [
    "keys that only read are said to write",
    storeWith((store) => ({ authenticate: async () => ({ ...(await store.authenticate()), access: "read_write" }) })),
    "keys that may only read",
  ],
  [
    "webhooks are said to be new each time",
    storeWith((store) => ({
      setupWebhooks: async (topics, url) =>
        (await store.setupWebhooks(topics, url)).map((subscription) => ({ ...subscription, created: true })),
    })),
    "webhooks are set up once",
  ],
  [
    "deliveries are believed unseen",
    {
      ...good,
      webhooks: {
        ...good.webhooks,
        verify: (delivery, settings) => {
          try {
            return good.webhooks.verify(delivery, settings);
          } catch {
            return { about: "nothing", reason: "never mind" };
          }
        },
      },
    },
    "a delivery that was touched",
  ],
  [
    "cancelling here means open there",
    {
      ...good,
      statuses: { ...good.statuses, outbound: { ...good.statuses.outbound, CANCELLED: "processing" } },
    },
    "the store's word for a status",
  ],
];

test.each(SPOILT)("%s: that is noticed", async (_, connector, noticed) => {
  const found = all.filter(({ name }) => name.startsWith(noticed));
  expect(found).toHaveLength(1);
  const [behaviour] = found;
  if (!behaviour) throw new Error("no behaviour is about it");
  const opened: typeof openStage = async (size) => {
    const stage = await openStage(size);
    KEYS.splice(0, KEYS.length, ...stage.secrets);
    return stage;
  };
  await expect(tryOut(connector, opened, behaviour)).rejects.toThrow(`What helps: ${behaviour.help}`);
  expect(await tryOut(good, opened, behaviour)).toBe(true);
});
