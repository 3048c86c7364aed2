// The platforms that can be simulated.
import { startWooStore, type WooStore, type WooStoreOptions } from "./woocommerce/index.ts";

export type Platform = "woocommerce";
export type Sandbox = Pick<WooStore, "url" | "ca" | "consumerKey" | "consumerSecret" | "control" | "close">;

export const platforms: Record<Platform, (options: WooStoreOptions) => Promise<Sandbox>> = {
  woocommerce: startWooStore,
};

export function isPlatform(name: string): name is Platform {
  return name in platforms;
}
