import { describe, expect, test } from "vitest";
import type { Delivery, Receipt } from "../../connector-kit/contract.ts";
import { RECORDINGS, recordedDeliveries, recordedDelivery } from "./fixtures/recordings.ts";
import { aConnection, scriptedStore } from "./fixtures/scripted-store.ts";
import { woocommerce } from "./index.ts";

const { verify, translate, greeting, claimedStore } = woocommerce.webhooks;
const recorded = recordedDeliveries();

function connectionWith(secret: string | undefined, changes: Record<string, unknown> = {}) {
  return aConnection({ webhookSecret: secret, ...changes });
}

function received(file: string) {
  const { delivery, secret } = recordedDelivery(file);
  return { delivery, settings: connectionWith(secret) };
}

function changesOf(delivery: Delivery, receipt: Receipt) {
  return receipt.about === "resource" ? translate({ ...receipt, body: delivery.body.toString("utf8") }) : [];
}

describe.skipIf(RECORDINGS === null)("every recorded delivery", () => {
  const signed = recorded.filter(({ delivery }) => delivery.headers["x-wc-webhook-signature"] !== undefined);

  test("there are many", () => {
    expect(recorded.length).toBeGreaterThan(60);
    expect(signed.filter(({ secret }) => secret !== undefined).length).toBeGreaterThan(50);
  });

  test.each(signed.filter(({ secret }) => secret !== undefined))("$name is genuine", ({ delivery, secret }) => {
    const receipt = verify(delivery, connectionWith(secret));
    if (receipt.about === "resource") expect(receipt.signed).toBe(true);
    expect(greeting(delivery)).toBeNull();
  });

  test.each(signed)(
    "F06 $name is a forgery to anybody with another secret, or with a byte changed",
    ({ delivery, secret }) => {
      const tampered = { ...delivery, body: Buffer.concat([delivery.body, Buffer.from(" ")]) };
      expect(() => verify(tampered, connectionWith(secret ?? "x"))).toThrow(
        expect.objectContaining({ kind: "forged" }),
      );
      expect(() => verify(delivery, connectionWith("another"))).toThrow(expect.objectContaining({ kind: "forged" }));
    },
  );
});

describe.skipIf(RECORDINGS === null)("what a delivery is about", () => {
  test.each([
    ["04-order.created.json", "order", "475"],
    ["12-product.updated.json", "product", "68"],
    ["16-customer.created.json", "customer", "43"],
    ["28-order.deleted.json", "order", "476"],
    ["30-product.deleted.json", "product", "477"],
    ["39-order.restored.json", "order", "482"],
  ])("%s: the %s %s", (file, kind, remoteId) => {
    const { delivery, settings } = received(file);
    expect(verify(delivery, settings)).toMatchObject({ about: "resource", kind, remoteId, signed: true });
  });

  test.each(["01-ping-order.created.json", "02-ping-order.updated.json", "03-ping-order.deleted.json"])(
    "F06 %s is only a greeting",
    (file) => {
      const { delivery } = recordedDelivery(file);
      expect(verify(delivery, connectionWith("a secret"))).toMatchObject({ about: "nothing" });
      expect(greeting(delivery)).toEqual(expect.any(String));
    },
  );

  test("the trashed product that is also announced as a coupon deletes nothing by that", () => {
    const { delivery, settings } = received("29-coupon.deleted.json");
    expect(verify(delivery, settings)).toMatchObject({
      about: "nothing",
      reason: expect.stringContaining("coupon.deleted"),
    });
  });

  test("F09 a cart in checkout is no order", () => {
    const { delivery, settings } = received("64-order.updated.json");
    const receipt = verify(delivery, settings);
    expect(receipt).toMatchObject({ about: "nothing", reason: expect.stringContaining("cart") });
    const stored = { topic: "order.updated", kind: "order", remoteId: "486", signed: true } as const;
    expect(translate({ ...stored, body: delivery.body.toString("utf8") })).toEqual([]);
  });

  test("the error body of a thing deleted before its delivery names nothing", () => {
    const bodies = recorded.filter(({ name }) => name.startsWith("order created and force-deleted"));
    expect(bodies).toHaveLength(2);
    for (const { delivery, secret } of bodies) {
      expect(verify(delivery, connectionWith(secret))).toMatchObject({
        about: "nothing",
        reason: expect.stringContaining("deleted before"),
      });
    }
  });

  test("an action of a plugin is nothing that we keep", () => {
    const action = recorded.find(({ name }) => name.endsWith("woocommerce_payment_complete"));
    expect(action && verify(action.delivery, connectionWith("act"))).toMatchObject({ about: "nothing" });
  });

  test("the three different products with one delivery id stay three", () => {
    const receipts = ["13", "14", "15"]
      .map((number) => received(`${number}-product.created.json`))
      .map(({ delivery, settings }) => verify(delivery, settings));
    const ids = receipts.map((receipt) => (receipt.about === "resource" ? [receipt.deliveryId, receipt.remoteId] : []));
    expect(new Set(ids.map(([deliveryId]) => deliveryId)).size).toBe(1);
    expect(ids.map(([, remoteId]) => remoteId)).toEqual(["477", "478", "479"]);
  });
});

describe.skipIf(RECORDINGS === null)("what a delivery says", () => {
  test("a whole order comes as a record, with the store's own words behind it", () => {
    const { delivery, settings } = received("19-order.updated.json");
    const [change] = changesOf(delivery, verify(delivery, settings));
    expect(change).toMatchObject({ kind: "order", remoteId: "476", record: { record: { remoteStatus: "completed" } } });
    expect(JSON.parse(change?.record?.raw ?? "")).toEqual(JSON.parse(delivery.body.toString("utf8")));
  });

  test("a variation comes as a product of the kind variant", () => {
    const { delivery, settings } = received("15-product.created.json");
    expect(changesOf(delivery, verify(delivery, settings))).toMatchObject([
      {
        kind: "product",
        remoteId: "479",
        record: { record: { kind: "variant", parentRemoteId: "478", name: "Webhook variable - Red" } },
      },
    ]);
  });

  test("a customer comes as a record", () => {
    const { delivery, settings } = received("22-customer.updated.json");
    expect(changesOf(delivery, verify(delivery, settings))).toMatchObject([
      { kind: "customer", record: { record: { remoteId: "43" } } },
    ]);
  });

  test.each(["28-order.deleted.json", "30-product.deleted.json", "33-customer.deleted.json"])(
    "%s has only an id: the thing is read again",
    (file) => {
      const { delivery, settings } = received(file);
      const changes = changesOf(delivery, verify(delivery, settings));
      expect(changes).toHaveLength(1);
      expect(changes[0]?.record).toBeUndefined();
    },
  );

  test("F08 an update of an order in the trash says that it is archived", () => {
    const trashed = recorded.find(
      ({ delivery }) =>
        delivery.body.includes('"status":"trash"') && delivery.headers["x-wc-webhook-topic"] === "order.updated",
    );
    const receipt = trashed && verify(trashed.delivery, connectionWith(trashed.secret));
    expect(trashed && receipt && changesOf(trashed.delivery, receipt)).toMatchObject([
      { record: { record: { archived: true } } },
    ]);
  });

  test("handling a delivery is checking and reading it", async () => {
    const { delivery, settings } = received("19-order.updated.json");
    const { tools, asked } = scriptedStore(() => ({ status: 500, body: "" }));
    expect(await woocommerce.open(settings, tools).handleWebhook(delivery)).toMatchObject([
      { kind: "order", remoteId: "476" },
    ]);
    await expect(woocommerce.open(connectionWith("other"), tools).handleWebhook(delivery)).rejects.toMatchObject({
      kind: "forged",
    });
    expect(asked).toEqual([]);
  });
});

describe.skipIf(RECORDINGS === null)("X35 a connection without a secret", () => {
  test("refuses deliveries unless told otherwise", () => {
    const { delivery } = received("19-order.updated.json");
    expect(() => verify(delivery, connectionWith(undefined))).toThrow(expect.objectContaining({ kind: "forged" }));
  });

  test("may take them as hints, never as data", () => {
    const { delivery } = received("19-order.updated.json");
    const receipt = verify(delivery, connectionWith(undefined, { acceptUnsigned: true }));
    expect(receipt).toMatchObject({ about: "resource", signed: false });
    expect(changesOf(delivery, receipt)).toEqual([{ kind: "order", remoteId: "476" }]);
  });

  test("a missing signature is a forgery where there is a secret", () => {
    const { delivery, settings } = received("19-order.updated.json");
    const { "x-wc-webhook-signature": _, ...headers } = delivery.headers;
    expect(() => verify({ ...delivery, headers }, { ...settings, acceptUnsigned: true })).toThrow(
      expect.objectContaining({ kind: "forged" }),
    );
  });
});

describe("strange requests", () => {
  const settings = connectionWith(undefined, { acceptUnsigned: true });

  test.each([
    [{}, "hello"],
    [{}, "webhook_id=1&x=2"],
    [{ "x-wc-webhook-topic": "order.updated" }, "not json"],
  ])("with the headers %o and the body %j are no deliveries", (headers, body) => {
    const delivery = { headers, body: Buffer.from(body) };
    expect(greeting(delivery)).toBeNull();
    expect(() => verify(delivery, settings)).toThrow(expect.objectContaining({ kind: "invalid" }));
  });

  test.each(["[]", "null", '{"id":0}', '{"id":"x"}'])("the body %s names nothing", (body) => {
    expect(
      verify({ headers: { "x-wc-webhook-topic": "order.updated" }, body: Buffer.from(body) }, settings),
    ).toMatchObject({ about: "nothing" });
  });

  test.each([
    ["https://Shop.Example/", "https://shop.example"],
    ["http://127.0.0.1:8081/", "http://127.0.0.1:8081"],
    ["nonsense://x", null],
    [undefined, null],
  ])("the claimed store of %s is %s", (source, expected) => {
    const headers: Record<string, string> = source === undefined ? {} : { "x-wc-webhook-source": source };
    expect(claimedStore({ headers, body: Buffer.from("") })).toBe(expected);
  });
});
