// What every part of the load needs: the store, the hub, and where to write down what was done.
import type { WooStore } from "../../../apps/sandbox/src/woocommerce/index.ts";
import type { CampaignDatabase } from "../database.ts";
import type { HubApi } from "../hub/hub-api.ts";
import type { Chance } from "../seeded.ts";
import type { Tally } from "../tally.ts";
import type { Books } from "./books.ts";

export type Shop = {
  readonly store: WooStore;
  readonly api: HubApi;
  readonly database: CampaignDatabase;
  readonly connection: { readonly id: number; readonly public_id: string };
  readonly books: Books;
  readonly tally: Tally;
  readonly chance: Chance;
};

/** Ends when `isOver` says so and what is under way is done. */
export type Load = (isOver: () => boolean) => Promise<void>;
