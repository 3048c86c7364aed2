// All routes of the namespace wc/v3, put together.
import { couponRoutes } from "./coupons/coupon-routes.ts";
import { customerRoutes } from "./customers/customer-routes.ts";
import { indexRoutes } from "./meta/index-routes.ts";
import { settingsRoutes } from "./meta/settings-routes.ts";
import { noteRoutes } from "./orders/note-routes.ts";
import { orderRoutes } from "./orders/order-routes.ts";
import { refundRoutes } from "./orders/refund-routes.ts";
import { productRoutes } from "./products/product-routes.ts";
import { variationRoutes } from "./products/variation-routes.ts";
import type { WooState } from "./state/woo-state.ts";
import { attributeRoutes } from "./terms/attribute-routes.ts";
import { taxonomyRoutes } from "./terms/taxonomies.ts";
import { type Ping, webhookRoutes } from "./webhooks/webhook-routes.ts";
import { createRouter, joinRouters, type Router } from "./wordpress/router.ts";

export function wooRoutes(state: WooState, ping: Ping): Router {
  const routes = [
    ...orderRoutes(state),
    ...noteRoutes(state),
    ...refundRoutes(state),
    ...productRoutes(state),
    ...variationRoutes(state),
    ...taxonomyRoutes(state),
    ...attributeRoutes(state),
    ...customerRoutes(state),
    ...couponRoutes(state),
    ...webhookRoutes(state, ping),
    ...settingsRoutes(state),
  ];
  const namespace = createRouter(routes, "/wc/v3");
  return joinRouters(namespace, createRouter(indexRoutes(state, namespace.templates)));
}
