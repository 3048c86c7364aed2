// Every platform that the hub can speak to.
import type { Connector } from "../connector-kit/contract.ts";
import { woocommerce } from "./woocommerce/index.ts";

export const connectors: ReadonlyMap<string, Connector> = new Map(
  [woocommerce].map((connector) => [connector.platform, connector]),
);
