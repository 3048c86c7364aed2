// What the store keeps. Times are milliseconds; money is minor units; ids are numbers, gids are made of them when read.
import type { Bag } from "./money.ts";

export type AddressRecord = {
  id: number;
  firstName: string;
  lastName: string;
  company: string | null;
  address1: string;
  address2: string | null;
  city: string;
  province: string | null;
  provinceCode: string | null;
  zip: string;
  country: string;
  countryCode: string;
  phone: string | null;
};

export type LocationRecord = {
  id: number;
  name: string;
  isActive: boolean;
  fulfillsOnlineOrders: boolean;
  address: Omit<AddressRecord, "id" | "firstName" | "lastName" | "company">;
  createdAt: number;
  updatedAt: number;
};

export type ProductRecord = {
  id: number;
  title: string;
  handle: string;
  descriptionHtml: string;
  vendor: string;
  productType: string;
  status: "ACTIVE" | "ARCHIVED" | "DRAFT" | "UNLISTED";
  tags: string[];
  options: OptionRecord[];
  variantIds: number[];
  images: { id: number; url: string; alt: string | null }[];
  seo: { title: string | null; description: string | null };
  createdAt: number;
  updatedAt: number;
  publishedAt: number | null;
};

export type OptionRecord = { id: number; name: string; values: { id: number; name: string }[] };

export type VariantRecord = {
  id: number;
  productId: number;
  options: { name: string; value: string }[];
  sku: string | null;
  barcode: string | null;
  price: number;
  compareAtPrice: number | null;
  taxable: boolean;
  inventoryPolicy: "DENY" | "CONTINUE";
  inventoryItemId: number;
  createdAt: number;
  updatedAt: number;
};

export type ItemRecord = {
  id: number;
  variantId: number;
  tracked: boolean;
  requiresShipping: boolean;
  cost: number | null;
  grams: number;
  countryOfOrigin: string | null;
  harmonizedSystemCode: string | null;
  createdAt: number;
  updatedAt: number;
};

/** on_hand is the sum of all but incoming. */
export type LevelRecord = {
  itemId: number;
  locationId: number;
  isActive: boolean;
  available: number;
  committed: number;
  incoming: number;
  reserved: number;
  damaged: number;
  safety_stock: number;
  quality_control: number;
  createdAt: number;
  updatedAt: number;
};

export type CustomerRecord = {
  id: number;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  phone: string | null;
  note: string | null;
  tags: string[];
  addresses: AddressRecord[];
  createdAt: number;
  updatedAt: number;
};

export type TaxRecord = { title: string; rate: number; amount: Bag };

export type LineRecord = {
  id: number;
  productId: number | null;
  variantId: number | null;
  title: string;
  variantTitle: string | null;
  sku: string | null;
  vendor: string | null;
  quantity: number;
  unitPrice: Bag;
  /** For all units together. */
  discount: Bag;
  taxes: TaxRecord[];
  duty: { id: number; amount: Bag; countryOfOrigin: string; harmonizedSystemCode: string } | null;
  requiresShipping: boolean;
  taxable: boolean;
  isGiftCard: boolean;
  grams: number;
  properties: { key: string; value: string }[];
};

export type ShippingRecord = { id: number; title: string; code: string; price: Bag; discount: Bag; taxes: TaxRecord[] };

export type TransactionRecord = {
  id: number;
  kind: "AUTHORIZATION" | "CAPTURE" | "REFUND" | "SALE" | "VOID";
  status: "SUCCESS" | "PENDING" | "FAILURE";
  gateway: string;
  amount: Bag;
  parentId: number | null;
  refundId: number | null;
  createdAt: number;
};

export type RestockType = "CANCEL" | "NO_RESTOCK" | "RETURN" | "LEGACY_RESTOCK";

export type RefundRecord = {
  id: number;
  note: string | null;
  lines: {
    id: number;
    lineId: number;
    quantity: number;
    restockType: RestockType;
    locationId: number | null;
    subtotal: Bag;
    tax: Bag;
  }[];
  shipping: { id: number; shippingId: number; amount: Bag; tax: Bag } | null;
  /** What was paid back beyond or below the worth of lines and shipping. */
  discrepancy: { id: number; amount: Bag } | null;
  returnId: number | null;
  createdAt: number;
};

export type FulfillmentOrderRecord = {
  id: number;
  locationId: number;
  status: "OPEN" | "IN_PROGRESS" | "CLOSED" | "CANCELLED" | "INCOMPLETE" | "ON_HOLD" | "SCHEDULED";
  lines: { id: number; lineId: number; total: number; remaining: number }[];
  holds: { id: number; reason: string; reasonNotes: string | null; handle: string | null }[];
  createdAt: number;
  updatedAt: number;
};

export type Tracking = { company: string | null; number: string | null; url: string | null };

export type FulfillmentRecord = {
  id: number;
  name: string;
  status: "SUCCESS" | "CANCELLED";
  displayStatus: string;
  locationId: number;
  fulfillmentOrderIds: number[];
  lines: { id: number; lineId: number; fulfillmentOrderLineId: number; quantity: number }[];
  tracking: Tracking[];
  createdAt: number;
  updatedAt: number;
};

export type ReturnRecord = {
  id: number;
  name: string;
  status: "REQUESTED" | "OPEN" | "CLOSED" | "CANCELED" | "DECLINED";
  lines: ReturnLineRecord[];
  decline: { reason: "FINAL_SALE" | "OTHER" | "RETURN_PERIOD_ENDED"; note: string | null } | null;
  createdAt: number;
  approvedAt: number | null;
  closedAt: number | null;
};

export type ReturnLineRecord = {
  id: number;
  fulfillmentLineId: number;
  quantity: number;
  refunded: number;
  reason: string;
  note: string;
  customerNote: string | null;
};

type DiscountRecord = { code: string; percentage: number };

export type OrderRecord = {
  id: number;
  number: number;
  name: string;
  confirmationNumber: string;
  customerId: number | null;
  email: string | null;
  phone: string | null;
  note: string | null;
  poNumber: string | null;
  tags: string[];
  customAttributes: { key: string; value: string }[];
  sourceName: string;
  test: boolean;
  edited: boolean;
  locale: string;
  currency: string;
  presentmentCurrency: string;
  /** Presentment units for one unit of the shop. */
  rate: number;
  taxesIncluded: boolean;
  billing: AddressRecord | null;
  shippingAddress: AddressRecord | null;
  lines: LineRecord[];
  shipping: ShippingRecord[];
  discount: DiscountRecord | null;
  tip: Bag;
  gateway: string;
  transactions: TransactionRecord[];
  refunds: RefundRecord[];
  fulfillmentOrders: FulfillmentOrderRecord[];
  fulfillments: FulfillmentRecord[];
  returns: ReturnRecord[];
  createdAt: number;
  updatedAt: number;
  closedAt: number | null;
  cancelledAt: number | null;
  cancelReason: string | null;
  cancelNote: string | null;
};

export type WebhookRecord = {
  id: number;
  topic: string;
  uri: string;
  format: "JSON" | "XML";
  includeFields: string[];
  metafieldNamespaces: string[];
  filter: string | null;
  name: string | null;
  apiVersion: string;
  createdAt: number;
  updatedAt: number;
};

export type BulkRecord = {
  id: number;
  query: string;
  status: "CREATED" | "RUNNING" | "COMPLETED" | "CANCELING" | "CANCELED" | "FAILED" | "EXPIRED";
  errorCode: "ACCESS_DENIED" | "INTERNAL_SERVER_ERROR" | "TIMEOUT" | null;
  objectCount: number;
  rootObjectCount: number;
  jsonl: string | undefined;
  secret: string;
  createdAt: number;
  completedAt: number | null;
};

export type MetafieldRecord = {
  id: number;
  owner: string;
  namespace: string;
  key: string;
  type: string;
  value: string;
  createdAt: number;
  updatedAt: number;
};
