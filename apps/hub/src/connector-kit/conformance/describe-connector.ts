// The conformance suite: what every connector must do, tried on its platform's simulated store. One call in a connector's own
// conformance.test.ts registers all of it.
import { describe, test } from "vitest";
import type { Connector } from "../contract.ts";
import { type Behaviour, tryOut } from "./behaviour.ts";
import { entering } from "./entering.ts";
import { failures } from "./failures.ts";
import { news } from "./news.ts";
import { ports } from "./ports.ts";
import { reading } from "./reading.ts";
import { rereading } from "./rereading.ts";
import type { OpenStage } from "./stage.ts";
import { statuses } from "./statuses.ts";
import { stock } from "./stock.ts";

export const behaviours: Readonly<Record<string, readonly Behaviour[]>> = {
  "the door": entering,
  "reading lists": reading,
  "reading again": rereading,
  statuses,
  stock,
  deliveries: news,
  failures,
  "what may be offered beyond that": ports,
};

export function describeConnector(connector: Connector, openStage: OpenStage): void {
  describe(`the ${connector.title} connector`, () => {
    for (const [part, all] of Object.entries(behaviours)) {
      describe(part, () => {
        for (const behaviour of all) {
          test(behaviour.name, async (context) => {
            const tried = await tryOut(connector, openStage, behaviour);
            if (tried === null) context.skip("the connector has no such port");
          });
        }
      });
    }
  });
}
