// Everything that a fault can take hold of.
import type { WooStore } from "../../../apps/sandbox/src/woocommerce/index.ts";
import type { CampaignDatabase } from "../database.ts";
import type { HubProcess } from "../hub/hub-process.ts";
import type { Tally } from "../tally.ts";
import type { Disk } from "./disk.ts";
import type { Network } from "./network.ts";

export type Field = {
  readonly hub: readonly HubProcess[];
  readonly database: CampaignDatabase;
  /** The hub starts a dead database again by itself. */
  readonly hubKeepsDatabase: boolean;
  readonly store: WooStore;
  /** From the hub to the store, and from the store to the hub. */
  readonly toStore: Network;
  readonly toHub: Network;
  readonly clockFile: string;
  readonly disk: Disk | undefined;
  readonly tally: Tally;
};
