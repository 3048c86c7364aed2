// The fields of a mutation.
import type { ShopifyState } from "../../state/shopify-state.ts";
import type { GraphContext } from "../context.ts";
import { appView } from "../views/shop-view.ts";
import { fulfillmentMutations } from "./fulfillment-mutations.ts";
import { metafieldMutations } from "./metafield-mutations.ts";
import { orderMutations } from "./order-mutations.ts";
import { productMutations } from "./product-mutations.ts";
import { refundMutations } from "./refund-mutations.ts";
import { returnMutations } from "./return-mutations.ts";
import { stockMutations } from "./stock-mutations.ts";
import { variantMutations } from "./variant-mutations.ts";
import { webhookMutations } from "./webhook-mutations.ts";

export function mutationRoot(state: ShopifyState, uninstall: () => void): object {
  return {
    ...fulfillmentMutations(state),
    ...metafieldMutations(state),
    ...orderMutations(state),
    ...productMutations(state),
    ...refundMutations(state),
    ...returnMutations(state),
    ...stockMutations(state),
    ...variantMutations(state),
    ...webhookMutations(state),
    appUninstall: (_: unknown, __: GraphContext) => {
      uninstall();
      return { app: appView(state), userErrors: [] };
    },
  };
}
