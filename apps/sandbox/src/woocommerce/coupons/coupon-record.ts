import type { Meta } from "../state/meta.ts";

export type CouponRecord = {
  id: number;
  code: string;
  amount: number;
  status: string;
  createdAt: number;
  modifiedAt: number;
  discountType: string;
  description: string;
  expiresAt: number | null;
  usageCount: number;
  freeShipping: boolean;
  individualUse: boolean;
  minimumAmount: number;
  maximumAmount: number;
  usedBy: string[];
  meta: Meta[];
};
