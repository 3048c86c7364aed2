// The leaky bucket of an app in a store. Points come back with time; the clock is handed in.
import type { ShopifyPlan } from "../options.ts";

// https://shopify.dev/docs/api/usage/limits; the bucket holds twenty seconds' worth, as seen: 2,000 at 100 a second.
const restoreRates: Readonly<Record<ShopifyPlan, number>> = {
  standard: 100,
  advanced: 200,
  plus: 1_000,
  enterprise: 2_000,
};

export type ThrottleStatus = { maximumAvailable: number; currentlyAvailable: number; restoreRate: number };

export class CostBucket {
  readonly restoreRate: number;
  readonly maximum: number;
  #available: number;
  #at: number;
  readonly #now: () => number;

  constructor(plan: ShopifyPlan, now: () => number) {
    this.restoreRate = restoreRates[plan];
    this.maximum = this.restoreRate * 20;
    this.#available = this.maximum;
    this.#now = now;
    this.#at = now();
  }

  take(points: number): boolean {
    this.#restore();
    if (points > this.#available) return false;
    this.#available -= points;
    return true;
  }

  giveBack(points: number): void {
    this.#available = Math.min(this.maximum, this.#available + points);
  }

  /** For tests: as if others of the same app had used it up. */
  drain(left = 0): void {
    this.#restore();
    this.#available = left;
  }

  status(): ThrottleStatus {
    this.#restore();
    return {
      maximumAvailable: this.maximum,
      currentlyAvailable: Math.floor(this.#available),
      restoreRate: this.restoreRate,
    };
  }

  #restore(): void {
    const now = this.#now();
    const seconds = Math.max(0, now - this.#at) / 1_000;
    this.#available = Math.min(this.maximum, this.#available + seconds * this.restoreRate);
    this.#at = now;
  }
}
