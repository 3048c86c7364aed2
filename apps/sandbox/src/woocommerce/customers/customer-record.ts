import type { Address, BillingAddress } from "../orders/order-record.ts";
import type { Meta } from "../state/meta.ts";

export type CustomerRecord = {
  id: number;
  createdAt: number;
  modifiedAt: number | null;
  email: string;
  firstName: string;
  lastName: string;
  role: string;
  username: string;
  billing: BillingAddress;
  shipping: Address;
  paying: boolean;
  meta: Meta[];
};
