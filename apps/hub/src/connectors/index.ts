// Every platform that the hub can speak to.
import type { Connector } from "../connector-kit/contract.ts";
import { shopify } from "./shopify/index.ts";
import { woocommerce } from "./woocommerce/index.ts";

export const connectors: ReadonlyMap<string, Connector> = new Map(
  [woocommerce, shopify].map((connector) => [connector.platform, connector]),
);
