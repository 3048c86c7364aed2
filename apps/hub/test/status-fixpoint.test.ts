// Every platform's status tables, together with the hub's own rules: whatever the two sides show, they come to rest.
import { ORDER_STATUSES, type OrderStatus } from "@logix/model";
import { describe, expect, test } from "vitest";
import { connectors } from "../src/connectors/index.ts";
import { statusAfterNews, statusRules, writeOver } from "../src/services/orders/status-rules.ts";

describe.each([...connectors.values()].map((connector) => [connector.title, connector] as const))(
  "%s",
  (_, connector) => {
    const rules = statusRules(connector.statuses, {});
    const words = Object.keys(connector.statuses.inbound);
    const pairs = ORDER_STATUSES.flatMap((ours) =>
      [...words, "a-word-of-a-plugin"].map((theirs) => [ours, theirs] as const),
    );

    test("has words and statuses to try", () => {
      expect(pairs.length).toBeGreaterThan(50);
    });

    test.each(pairs)(
      "ours %s, theirs %s: the echo of a write moves nothing and causes no other write",
      (ours, theirs) => {
        const decision = writeOver(rules, ours, theirs);
        if (!decision.write) return;
        expect(statusAfterNews(rules, ours, decision.remoteStatus)).toBe(ours);
        expect(writeOver(rules, ours, decision.remoteStatus)).toEqual({ write: false, because: "in_step" });
      },
    );

    test.each(pairs)("ours %s, theirs %s: never written over what must not be", (ours, theirs) => {
      const decision = writeOver(rules, ours, theirs);
      const forbidden = connector.statuses.neverOver.filter(({ from }) => from === theirs).map(({ to }) => to);
      if (decision.write) expect(forbidden).not.toContain(decision.remoteStatus);
    });

    test.each(pairs)("ours %s, theirs %s: news and writes in turn come to an end", (ours, theirs) => {
      const seen = new Set<string>();
      let now: { ours: OrderStatus; theirs: string } = { ours, theirs };
      for (let turns = 0; turns < 4; turns += 1) {
        seen.add(`${now.ours}/${now.theirs}`);
        const moved = statusAfterNews(rules, now.ours, now.theirs);
        const decision = writeOver(rules, moved, now.theirs);
        const next = { ours: moved, theirs: decision.write ? decision.remoteStatus : now.theirs };
        if (next.ours === now.ours && next.theirs === now.theirs) return;
        now = next;
      }
      expect([...seen]).toEqual("an end");
    });
  },
);
