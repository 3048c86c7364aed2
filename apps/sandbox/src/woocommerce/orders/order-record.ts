// An order as the simulator keeps it. Times are seconds, money is a float as in PHP.
import type { Meta } from "../state/meta.ts";

export type Address = {
  first_name: string;
  last_name: string;
  company: string;
  address_1: string;
  address_2: string;
  city: string;
  state: string;
  postcode: string;
  country: string;
  phone: string;
};
export type BillingAddress = Address & { email: string };

export type TaxShare = { id: number; total: number; subtotal: number | undefined };

export type LineRecord = {
  id: number;
  name: string;
  productId: number;
  variationId: number;
  quantity: number;
  subtotal: number;
  total: number;
  taxes: TaxShare[];
  meta: LineMeta[];
};
export type LineMeta = Meta & { display_key: string; display_value: string };

export type TaxLineRecord = {
  id: number;
  rateId: number;
  code: string;
  label: string;
  percent: number;
  taxTotal: number;
  shippingTotal: number;
};
export type ShippingLineRecord = {
  id: number;
  title: string;
  methodId: string;
  instanceId: string;
  total: number;
  taxes: TaxShare[];
  meta: Meta[];
};
export type FeeLineRecord = {
  id: number;
  name: string;
  taxStatus: string;
  total: number;
  taxes: TaxShare[];
  meta: Meta[];
};
export type CouponLineRecord = {
  id: number;
  code: string;
  discount: number;
  discountTax: number;
  metaId: number;
  couponId: number;
  type: string;
  nominal: number;
  freeShipping: boolean;
};

export type RefundRecord = {
  id: number;
  createdAt: number;
  amount: number;
  reason: string;
  meta: Meta[];
  lines: LineRecord[];
  shippingLines: ShippingLineRecord[];
  feeLines: FeeLineRecord[];
  taxLines: TaxLineRecord[];
};

export type NoteRecord = { id: number; author: string; createdAt: number; note: string; customerNote: boolean };

export type OrderRecord = {
  id: number;
  parentId: number;
  status: string;
  currency: string;
  createdAt: number;
  modifiedAt: number;
  completedAt: number | null;
  paidAt: number | null;
  customerId: number;
  orderKey: string;
  billing: BillingAddress;
  shipping: Address;
  paymentMethod: string;
  paymentMethodTitle: string;
  transactionId: string;
  ipAddress: string;
  userAgent: string;
  createdVia: string;
  customerNote: string;
  cartHash: string;
  meta: Meta[];
  lines: LineRecord[];
  taxLines: TaxLineRecord[];
  shippingLines: ShippingLineRecord[];
  feeLines: FeeLineRecord[];
  couponLines: CouponLineRecord[];
  refunds: RefundRecord[];
  notes: NoteRecord[];
  stockReduced: boolean;
};

export const noAddress: Address = {
  first_name: "",
  last_name: "",
  company: "",
  address_1: "",
  address_2: "",
  city: "",
  state: "",
  postcode: "",
  country: "",
  phone: "",
};
export const noBilling: BillingAddress = { ...noAddress, email: "" };
