// From where an order is sent: the same for the same facts, never more than is there while another has it, and with its reasons.
import type { RoutingRules } from "@logix/api/hub/routing-rules";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { route } from "./route.ts";
import { parcelsOf, type RoutingLine, type RoutingLocation, type RoutingOrder } from "./routing-facts.ts";

const UNIT = 1_000_000;

function place(id: number, name: string, stock: Record<string, number>, more: Partial<RoutingLocation> = {}) {
  const shelves = Object.entries(stock).map(([sku, free]) => [sku, { free: free * UNIT, keptBack: 0 }] as const);
  return { id, name, country: "DE", postcode: "10115", priority: 100, stock: new Map(shelves), ...more };
}

function order(lines: Record<string, number>, more: Partial<RoutingOrder> = {}): RoutingOrder {
  return {
    connectionId: 1,
    country: "DE",
    region: "",
    postcode: "10115",
    totalMinor: 1000,
    currency: "EUR",
    custom: {},
    lines: Object.entries(lines).map(
      ([sku, quantity], index): RoutingLine => ({
        lineRemoteId: String(index + 1),
        sku,
        quantity: quantity * UNIT,
      }),
    ),
    alreadyFrom: [],
    ...more,
  };
}

function rule(action: RoutingRules[number]["action"], when: RoutingRules[number]["when"] = {}): RoutingRules[number] {
  return { name: "A rule", active: true, when, action };
}

const berlin = place(1, "Berlin", { MUG: 10, POT: 1 });
const basel = place(2, "Basel", { MUG: 10, POT: 5 }, { country: "CH", postcode: "4051", priority: 200 });

const sendersOf = (routed: ReturnType<typeof route>) => [...new Set(routed.parts.map((part) => part.locationId))];

describe("without rules", () => {
  test("the first place by priority that has everything sends it, and says so", () => {
    const routed = route(order({ MUG: 2 }), [basel, berlin], []);
    expect(sendersOf(routed)).toEqual([1]);
    expect(routed.steps.map((step) => step.text).join(" ")).toContain("Berlin is the first that has everything");
  });

  test("a place that has everything goes before one that has only part of it", () => {
    expect(sendersOf(route(order({ MUG: 1, POT: 3 }), [berlin, basel], []))).toEqual([2]);
  });

  test("what no place has alone is split by stock", () => {
    const routed = route(order({ POT: 6 }), [berlin, basel], []);
    expect(routed.parts.map((part) => [part.locationId, part.quantity / UNIT])).toEqual([
      [1, 1],
      [2, 5],
    ]);
    expect(routed.oversold).toEqual([]);
  });

  test("what nobody has is sold beyond what is there, and told", () => {
    const routed = route(order({ POT: 8 }), [berlin, basel], []);
    expect(routed.oversold.reduce((sum, each) => sum + each.quantity, 0)).toBe(2 * UNIT);
  });
});

describe("with rules", () => {
  const onlyBasel = rule({ do: "only", locations: [2] }, { countries: ["CH"] });

  test("a customer's country decides, and the reason names the rule", () => {
    const routed = route(order({ MUG: 1 }, { country: "CH", postcode: "8001" }), [berlin, basel], [onlyBasel]);
    expect(sendersOf(routed)).toEqual([2]);
    expect(routed.steps.some((step) => step.rule === "A rule")).toBe(true);
    expect(sendersOf(route(order({ MUG: 1 }), [berlin, basel], [onlyBasel]))).toEqual([1]);
  });

  test("a rule that is switched off decides nothing", () => {
    const off = { ...rule({ do: "never", locations: [1] }), active: false };
    expect(sendersOf(route(order({ MUG: 1 }), [berlin, basel], [off]))).toEqual([1]);
    expect(sendersOf(route(order({ MUG: 1 }), [berlin, basel], [{ ...off, active: true }]))).toEqual([2]);
  });

  test("an order that must not be split waits where no place has everything", () => {
    expect(route(order({ POT: 6 }), [berlin, basel], [rule({ do: "hold" })]).state).toBe("held");
    expect(route(order({ POT: 2 }), [berlin, basel], [rule({ do: "hold" })]).state).toBe("routed");
  });

  test("the nearest goes first, by the places' own addresses", () => {
    const routed = route(
      order({ MUG: 1 }, { country: "CH", postcode: "4057" }),
      [berlin, basel],
      [rule({ do: "nearest", table: [] })],
    );
    expect(sendersOf(routed)).toEqual([2]);
  });
});

describe("whatever there is", () => {
  const SKUS = ["A", "B", "C"];
  const stock = fc.record(Object.fromEntries(SKUS.map((sku) => [sku, fc.integer({ min: -2, max: 6 })])));
  const places = fc
    .array(stock, { minLength: 1, maxLength: 4 })
    .map((stocks) => stocks.map((each, index) => place(index + 1, `P${index + 1}`, each, { priority: index * 10 })));
  const wanted = fc
    .record(Object.fromEntries(SKUS.map((sku) => [sku, fc.integer({ min: 0, max: 7 })])))
    .map((lines) => order(Object.fromEntries(Object.entries(lines).filter(([, quantity]) => quantity > 0))))
    .filter((each) => each.lines.length > 0);

  test("every piece is sent from somewhere, and none is oversold while another place has it", () => {
    fc.assert(
      fc.property(wanted, places, (one, there) => {
        const routed = route(one, there, []);
        for (const line of one.lines) {
          const parts = routed.parts.filter((part) => part.lineRemoteId === line.lineRemoteId);
          expect(parts.reduce((sum, part) => sum + part.quantity, 0)).toBe(line.quantity);
          const free = there.reduce((sum, each) => sum + Math.max(0, each.stock.get(line.sku)?.free ?? 0), 0);
          const beyond = routed.oversold.filter((each) => each.sku === line.sku);
          expect(beyond.reduce((sum, each) => sum + each.quantity, 0)).toBe(Math.max(0, line.quantity - free));
        }
        expect(route(one, there.toReversed(), [])).toEqual(routed);
      }),
      { numRuns: 300 },
    );
  });

  test("fewest parcels are no more than any choice of places would need", () => {
    fc.assert(
      fc.property(wanted, places, (one, there) => {
        const routed = route(one, there, [rule({ do: "fewest_parcels" })]);
        fc.pre(routed.oversold.length === 0);
        const covers = (chosen: readonly RoutingLocation[]) =>
          one.lines.every(
            ({ sku, quantity }) =>
              chosen.reduce((sum, each) => sum + Math.max(0, each.stock.get(sku)?.free ?? 0), 0) >= quantity,
          );
        const subsets = Array.from({ length: 2 ** there.length }, (_, bits) =>
          there.filter((_place, index) => (bits >> index) & 1),
        );
        const fewest = Math.min(...subsets.filter(covers).map((chosen) => chosen.length));
        expect(parcelsOf(routed.parts)).toBe(fewest);
      }),
      { numRuns: 300 },
    );
  });
});
