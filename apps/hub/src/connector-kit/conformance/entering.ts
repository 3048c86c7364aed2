// The door: what a person gives, what is refused with which words, and what the store says of itself.
import { expect } from "vitest";
import type { Behaviour, Trial } from "./behaviour.ts";
import { changeOf, orderNow } from "./looks.ts";

const SENTENCE = /\w{2,}.*\s.*\w{2,}/;

export const entering: readonly Behaviour[] = [
  {
    name: "a setting that is missing or unfit is refused by its name, in words",
    help: "Give each field of `settings` that a person types a zod schema with a message, and name it in `inputs`.",
    run: settingsRefused,
  },
  {
    name: "what a person gives is enough to open the store, and identifies it in one spelling",
    help: "`storeAddress` must give the same text however the address was typed, with and without what was found out.",
    async run({ connector, stage, settings }) {
      const given = connector.settings.parse(stage.settings);
      expect(connector.storeAddress(given)).toMatch(/^https?:\/\//);
      expect(connector.storeAddress(settings)).toBe(connector.storeAddress(settings));
      expect(connector.storeAddress(settings)).not.toMatch(/\/$/);
    },
  },
  {
    name: "`authenticate` tells who the store is and what we may do there",
    help: "Ask the store for its name, version, currency and time zone, and try what the keys may do.",
    async run({ store, connector, stage }) {
      const info = await store.authenticate();
      expect(info.name).not.toBe("");
      expect(info.platformVersion).not.toBe("");
      expect(info.currency).toMatch(/^[A-Z]{3}$/);
      expect(isTimeZone(info.timeZone)).toBe(true);
      expect(info.access).toBe("read_write");
      expect(connector.settings.safeParse({ ...stage.settings, ...info.findings }).success).toBe(true);
    },
  },
  {
    name: "keys that may only read are told, and nothing is written with them",
    help: "`authenticate` answers `read`; a write is refused by kind, not tried again and not taken for a success.",
    async run(trial) {
      const { stage, open, failureOf } = trial;
      if (!stage.readOnlySettings) return;
      const reader = open(stage.readOnlySettings);
      expect((await reader.authenticate()).access).toBe("read");
      const id = await stage.placeOrder();
      const seen = await orderNow(trial, id);
      const to = { status: "CANCELLED", remoteStatus: trial.connector.statuses.outbound.CANCELLED } as const;
      expect((await failureOf(reader.updateOrderStatus(id, to, seen))).kind).toMatch(/^(refused|disconnected)$/);
      expect((await orderNow(trial, id)).remoteStatus).toBe(seen.remoteStatus);
      const [good] = await stage.goods();
      if (!good) throw new Error("the stage has no goods");
      const before = await stage.stockOf(good);
      const change = await changeOf(trial, good, before + 1);
      const [result] = await reader.updateInventory([change]).catch((error: unknown) => [{ outcome: "failed", error }]);
      expect(result?.outcome).toBe("failed");
      expect(await stage.stockOf(good)).toBe(before);
    },
  },
  {
    name: "credentials that are taken away are told as `disconnected`, by every call",
    help: "Turn the platform's 401 into HubError `disconnected` with a code and a remedy; the engine then pauses the connection.",
    async run({ stage, store, failureOf }) {
      const [good] = await stage.goods();
      const [order] = await stage.orders();
      await stage.revoke();
      const calls = [
        () => store.authenticate(),
        () => Array.fromAsync(store.syncOrders({})),
        () => Array.fromAsync(store.syncProducts({})),
        () => store.again.orders([order ?? ""]),
        () => store.again.products([good?.remoteId ?? ""]),
      ];
      for (const call of calls) {
        const error = await failureOf(call());
        expect(error.kind).toBe("disconnected");
        expect(error.details.code).toEqual(expect.any(String));
        expect(error.details.remedy).toMatch(SENTENCE);
      }
    },
  },
];

async function settingsRefused({ connector, stage }: Trial): Promise<void> {
  expect(connector.settings.safeParse(stage.settings).success).toBe(true);
  const given = Object.keys(stage.settings).filter((name) => connector.inputs.includes(name));
  expect(given).not.toEqual([]);
  const nothing = connector.settings.safeParse({});
  const missing = nothing.error?.issues.map(({ path }) => String(path[0])) ?? [];
  expect(missing).not.toEqual([]);
  for (const field of given) {
    const result = connector.settings.safeParse({ ...stage.settings, [field]: { of: "no use" } });
    const issue = result.error?.issues.find(({ path }) => path[0] === field);
    expect([field, issue?.message]).toEqual([field, expect.stringMatching(SENTENCE)]);
  }
}

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).format(0) !== "";
  } catch {
    return false;
  }
}
