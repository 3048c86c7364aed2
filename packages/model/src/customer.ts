// A person who buys, as a store knows them.
import type { Address } from "./order.ts";

export type Customer = {
  readonly remoteId: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly username: string;
  readonly billing: Address;
  readonly shipping: Address;
  readonly registeredAt: string;
  readonly modifiedAt: string;
};
