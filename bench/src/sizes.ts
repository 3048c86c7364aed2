// How much each part does.
export type Sizes = {
  readonly backfill: readonly { readonly orders: number; readonly rounds: number }[];
  readonly deliveries: {
    readonly closed: number;
    /** Sent before the clock starts. */
    readonly warmUps: number;
    readonly clients: readonly number[];
    readonly open: readonly { readonly rate: number; readonly seconds: number }[];
  };
  readonly readable: { readonly rate: number; readonly seconds: number; readonly warmUps: number };
  readonly stock: {
    readonly stores: number;
    readonly skus: number;
    readonly spreadSeconds: number;
    readonly polite: boolean;
  };
  readonly start: { readonly rounds: number; readonly deliveries: number };
  readonly products: { readonly exported: Goods; readonly imported: Goods };
  readonly fleet: {
    readonly stores: number;
    /** In each of them. */
    readonly orders: number;
    /** Deliveries a second to all of them together, and for how long; once all well, once with two in trouble. */
    readonly rate: number;
    readonly seconds: number;
  };
  readonly growth: {
    readonly sizes: readonly { readonly orders: number; readonly stores: number }[];
    readonly deliveries: number;
    /** At each kind of list. */
    readonly looks: number;
  };
};
type Goods = { readonly products: number; readonly rounds: number };

export const FULL: Sizes = {
  backfill: [
    { orders: 10_000, rounds: 3 },
    { orders: 100_000, rounds: 1 },
  ],
  deliveries: {
    closed: 20_000,
    warmUps: 3000,
    clients: [32, 128],
    open: [
      { rate: 100, seconds: 20 },
      { rate: 1000, seconds: 10 },
    ],
  },
  readable: { rate: 100, seconds: 20, warmUps: 2000 },
  stock: { stores: 10, skus: 1000, spreadSeconds: 60, polite: true },
  start: { rounds: 5, deliveries: 2000 },
  products: { exported: { products: 5000, rounds: 3 }, imported: { products: 20_000, rounds: 1 } },
  fleet: { stores: 1000, orders: 100, rate: 100, seconds: 40 },
  growth: {
    sizes: [
      { orders: 1000, stores: 1 },
      { orders: 10_000, stores: 1 },
      { orders: 100_000, stores: 1 },
      { orders: 1_000_000, stores: 1 },
      { orders: 1000, stores: 100 },
      { orders: 10_000, stores: 100 },
      { orders: 100_000, stores: 100 },
      { orders: 1_000_000, stores: 100 },
      { orders: 1000, stores: 1000 },
      { orders: 10_000, stores: 1000 },
      { orders: 100_000, stores: 1000 },
      { orders: 1_000_000, stores: 1000 },
    ],
    deliveries: 2000,
    looks: 60,
  },
};

/** Shows that all of it works; the rates of so short a run mean little. */
export const QUICK: Sizes = {
  backfill: [{ orders: 2000, rounds: 1 }],
  deliveries: {
    closed: 2000,
    warmUps: 500,
    clients: [32],
    open: [
      { rate: 100, seconds: 4 },
      { rate: 1000, seconds: 2 },
    ],
  },
  readable: { rate: 100, seconds: 4, warmUps: 300 },
  stock: { stores: 4, skus: 100, spreadSeconds: 5, polite: false },
  start: { rounds: 1, deliveries: 300 },
  products: { exported: { products: 500, rounds: 1 }, imported: { products: 1000, rounds: 1 } },
  fleet: { stores: 50, orders: 20, rate: 50, seconds: 12 },
  growth: {
    sizes: [
      { orders: 1000, stores: 1 },
      { orders: 20_000, stores: 1 },
      { orders: 1000, stores: 50 },
      { orders: 20_000, stores: 50 },
    ],
    deliveries: 500,
    looks: 20,
  },
};

export const TINY: Sizes = {
  backfill: [{ orders: 200, rounds: 1 }],
  deliveries: { closed: 200, warmUps: 20, clients: [8], open: [] },
  readable: { rate: 50, seconds: 1, warmUps: 20 },
  stock: { stores: 2, skus: 10, spreadSeconds: 1, polite: false },
  start: { rounds: 1, deliveries: 50 },
  products: { exported: { products: 120, rounds: 1 }, imported: { products: 120, rounds: 1 } },
  fleet: { stores: 6, orders: 8, rate: 20, seconds: 2 },
  growth: { sizes: [{ orders: 1000, stores: 5 }], deliveries: 60, looks: 3 },
};
