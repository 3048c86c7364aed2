// What goes wrong on the way: told by kind, once, without secrets, and never tried again by the connector itself.
import { type HubError, isHubError } from "@logix/model";
import { expect } from "vitest";
import { z } from "zod";
import type { StoreRequest } from "../http.ts";
import type { Behaviour, Trial } from "./behaviour.ts";
import { type Mishap, mishaps } from "./line.ts";
import { changeOf, orderNow } from "./looks.ts";

type Call = readonly [what: string, call: () => Promise<unknown>];

/** Every operation that asks the store, ready to be called. */
async function callsOf(trial: Trial): Promise<readonly Call[]> {
  const { store, stage, connector } = trial;
  const [order = ""] = await stage.orders();
  const [good] = await stage.goods();
  if (!good) throw new Error("the stage has no goods");
  const seen = await orderNow(trial, order);
  const change = await changeOf(trial, good, 31);
  const to = { status: "CANCELLED", remoteStatus: connector.statuses.outbound.CANCELLED } as const;
  const url = new URL("http://127.0.0.1:1/deliveries/conformance");
  return [
    ["syncOrders", () => Array.fromAsync(store.syncOrders({}))],
    ["syncOrders since", () => Array.fromAsync(store.syncOrders({ since: new Date("2000-01-01T00:00:00Z") }))],
    ["syncProducts", () => Array.fromAsync(store.syncProducts({}))],
    ["again.orders", () => store.again.orders([order])],
    ["again.products", () => store.again.products([good.remoteId])],
    ["updateOrderStatus", () => store.updateOrderStatus(order, to, seen)],
    ["updateInventory", () => store.updateInventory([change])],
    ["setupWebhooks", () => store.setupWebhooks(connector.topics.slice(0, 1), url)],
  ];
}

function eachCall(mishap: Mishap, check: (trial: Trial, error: HubError) => void): Behaviour["run"] {
  return async (trial) => {
    for (const [what, call] of await callsOf(trial)) {
      trial.line.befall(mishap);
      const requests: StoreRequest[] = [];
      const before = trial.line.asked.length;
      try {
        check(trial, await trial.failureOf(call()));
      } catch (cause) {
        throw new Error(`${what}: ${cause instanceof Error ? cause.message : cause}`, { cause });
      }
      requests.push(...trial.line.asked.slice(before));
      trial.line.clear();
      expect([what, requests.length]).toEqual([what, 1]);
    }
  };
}

const ofKind =
  (kind: HubError["kind"]) =>
  (_: Trial, error: HubError): void => {
    expect(error.kind).toBe(kind);
    expect(error.details.code).toEqual(expect.any(String));
  };

const UNREACHABLE = ["fatal", "badGateway", "unavailable", "gatewayTimeout", "silence", "reset"] as const;
const UNREADABLE = ["html", "garbage", "nothing"] as const;

export const failures: readonly Behaviour[] = [
  ...UNREACHABLE.map(
    (mishap): Behaviour => ({
      name: `${mishap}: the store is told to be \`unreachable\`, after one request`,
      help: "5xx and broken connections are HubError `unreachable`. Trying again is the engine's: a connector asks once.",
      run: eachCall(mishaps[mishap], ofKind("unreachable")),
    }),
  ),
  ...UNREADABLE.map(
    (mishap): Behaviour => ({
      name: `${mishap} in place of an answer is \`unreadable\`, after one request`,
      help: "Read replies with `jsonOf` and a zod schema; what does not fit is HubError `unreadable` with a code.",
      run: eachCall(mishaps[mishap], ofKind("unreadable")),
    }),
  ),
  {
    name: "JSON of another shape is `unreadable`, and never an empty list, a thing that is gone, or a success",
    help: "Let each reply pass one zod schema that names what must be there; a thing read by its id may say so for itself.",
    async run(trial) {
      for (const [what, call] of await callsOf(trial)) {
        trial.line.befall(mishaps.otherJson);
        const outcome: unknown = await call().catch((error: unknown) => error);
        trial.line.clear();
        expect([what, saysUnreadable(outcome) ? "unreadable" : outcome]).toEqual([what, "unreadable"]);
      }
    },
  },
  {
    name: "a page that shows the whole request betrays no secret in any error",
    help: "Take keys, tokens and what is made of them out of a reply before you quote it.",
    run: eachCall(mishaps.debugPage, ofKind("unreachable")),
  },
  {
    name: "going too fast is `limited`, with the moment from which to come again",
    help: "Let the engine's error through. Where the platform says it in a 200, read it with `meter` and name your bucket.",
    async run(trial) {
      for (const [what, call] of await callsOf(trial)) {
        await trial.stage.throttleNext();
        const error = await trial.failureOf(call());
        expect([what, error.kind, error.details.retryAt]).toEqual([what, "limited", expect.any(Date)]);
      }
    },
  },
  {
    name: "a write that fails half way is not tried again in the same call",
    help: "Let the error through, or tell it item by item with `again: true`; the engine comes again in its own time.",
    async run(trial) {
      const { line, requestsOf } = trial;
      for (const [what, call] of (await callsOf(trial)).filter(([name]) => /^(update|setup)/.test(name))) {
        line.befall(mishaps.badGateway, 1);
        const requests = await requestsOf(() => call().catch(() => undefined));
        line.clear();
        const texts = requests.map(({ method, url, body }) => `${method} ${url} ${body ?? ""}`);
        expect([what, texts.length]).toEqual([what, new Set(texts).size]);
      }
    },
  },
];

function saysUnreadable(outcome: unknown): boolean {
  if (isHubError(outcome)) return outcome.kind === "unreadable";
  if (!(outcome instanceof Map)) return false;
  return outcome.size > 0 && [...outcome.values()].every((entry: unknown) => unreadableSchema.safeParse(entry).success);
}

const unreadableSchema = z.object({ reason: z.string().min(1), raw: z.string() });
