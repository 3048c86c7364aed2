// What is read of an order: the fields for documents, and the shape of what comes back. Only what we use.
// https://shopify.dev/docs/api/admin-graphql/2026-07/objects/Order
import { z } from "zod";
import { moment } from "./moment.ts";
import { BAG, bagSchema } from "./money.ts";
import { returnSchema } from "./return-mapping.ts";

const ADDRESS = "{ firstName lastName company address1 address2 city province provinceCode zip countryCodeV2 phone }";

export const LINE = `{
  id name sku quantity variantTitle product { id } variant { id } customAttributes { key value }
  originalTotalSet ${BAG} discountAllocations { allocatedAmountSet ${BAG} } taxLines { priceSet ${BAG} }
}`;
export const SHIPPING_LINE = `{ id title originalPriceSet ${BAG} discountedPriceSet ${BAG} taxLines { priceSet ${BAG} } }`;
export const REFUND_LINE = `{ quantity restocked lineItem { id } subtotalSet ${BAG} totalTaxSet ${BAG} }`;
export const FULFILLED_LINE = "{ quantity lineItem { id } }";

/** What an order says without any list of its own. */
export const ORDER_ITSELF = `
  id name note email currencyCode presentmentCurrencyCode taxesIncluded processedAt updatedAt cancelledAt
  displayFinancialStatus displayFulfillmentStatus paymentGatewayNames discountCodes customer { id }
  billingAddress ${ADDRESS} shippingAddress ${ADDRESS}
  totalPriceSet ${BAG} totalTaxSet ${BAG} totalShippingPriceSet ${BAG}
  originalTotalDutiesSet ${BAG} totalTipReceivedSet ${BAG} currentTotalAdditionalFeesSet ${BAG}
  transactions(first: 50) { kind status formattedGateway paymentId processedAt }
`;
export const PARCEL_ITSELF =
  "id status createdAt totalQuantity location { id } trackingInfo(first: 10) { number company url }";

export const addressSchema = z.object({
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  company: z.string().nullable(),
  address1: z.string().nullable(),
  address2: z.string().nullable(),
  city: z.string().nullable(),
  province: z.string().nullable(),
  provinceCode: z.string().nullable(),
  zip: z.string().nullable(),
  countryCodeV2: z.string().nullable(),
  phone: z.string().nullable(),
});
const linkSchema = z.object({ id: z.string() });
const taxesSchema = z.array(z.object({ priceSet: bagSchema }));

export const pageInfoSchema = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() });
function listOf<T extends z.ZodType>(node: T) {
  return z.object({ nodes: z.array(node), pageInfo: pageInfoSchema });
}

const lineSchema = z.object({
  id: z.string(),
  name: z.string(),
  sku: z.string().nullable(),
  quantity: z.int(),
  variantTitle: z.string().nullable(),
  /** Null where it is deleted. */
  product: linkSchema.nullable(),
  variant: linkSchema.nullable(),
  customAttributes: z.array(z.object({ key: z.string(), value: z.string().nullable() })),
  originalTotalSet: bagSchema,
  discountAllocations: z.array(z.object({ allocatedAmountSet: bagSchema })),
  taxLines: taxesSchema,
});

const shippingLineSchema = z.object({
  id: z.string().nullable(),
  title: z.string(),
  originalPriceSet: bagSchema,
  discountedPriceSet: bagSchema,
  taxLines: taxesSchema,
});

const transactionSchema = z.object({
  kind: z.string(),
  status: z.string(),
  formattedGateway: z.string().nullish(),
  paymentId: z.string().nullish(),
  processedAt: moment.nullish(),
});

const refundSchema = z.object({
  id: z.string(),
  note: z.string().nullable(),
  processedAt: moment,
  totalRefundedSet: bagSchema,
  refundLineItems: listOf(
    z.object({
      quantity: z.int(),
      restocked: z.boolean(),
      lineItem: linkSchema,
      subtotalSet: bagSchema,
      totalTaxSet: bagSchema,
    }),
  ),
  transactions: z.object({ nodes: z.array(transactionSchema.pick({ kind: true, status: true })) }),
});

const parcelSchema = z.object({
  id: z.string(),
  status: z.string(),
  createdAt: moment,
  location: linkSchema.nullable(),
  trackingInfo: z.array(
    z.object({ number: z.string().nullable(), company: z.string().nullable(), url: z.string().nullable() }),
  ),
  fulfillmentLineItems: listOf(z.object({ quantity: z.int().nullable(), lineItem: linkSchema })),
});

export const orderSchema = z.object({
  id: z.string(),
  name: z.string(),
  note: z.string().nullable(),
  email: z.string().nullable(),
  currencyCode: z.string(),
  presentmentCurrencyCode: z.string(),
  taxesIncluded: z.boolean(),
  processedAt: moment,
  updatedAt: moment,
  cancelledAt: moment.nullable(),
  displayFinancialStatus: z.string().nullable(),
  displayFulfillmentStatus: z.string(),
  paymentGatewayNames: z.array(z.string()),
  discountCodes: z.array(z.string()),
  customer: linkSchema.nullable(),
  billingAddress: addressSchema.nullable(),
  shippingAddress: addressSchema.nullable(),
  totalPriceSet: bagSchema,
  totalTaxSet: bagSchema.nullable(),
  totalShippingPriceSet: bagSchema,
  originalTotalDutiesSet: bagSchema.nullable(),
  totalTipReceivedSet: bagSchema,
  currentTotalAdditionalFeesSet: bagSchema.nullable(),
  transactions: z.array(transactionSchema),
  lineItems: listOf(lineSchema),
  shippingLines: listOf(shippingLineSchema),
  refunds: z.array(refundSchema),
  fulfillments: z.array(parcelSchema),
  /** Whether there are any; absent where the shop does not let us see them. */
  firstReturn: z.object({ nodes: z.array(linkSchema) }).optional(),
  /** Asked for by themselves where there are any. */
  returns: z.array(returnSchema).optional(),
});

export type ShopifyAddress = z.infer<typeof addressSchema>;
export type ShopifyLine = z.infer<typeof lineSchema>;
export type ShopifyShippingLine = z.infer<typeof shippingLineSchema>;
export type ShopifyRefund = z.infer<typeof refundSchema>;
export type ShopifyParcel = z.infer<typeof parcelSchema>;
export type ShopifyOrder = z.infer<typeof orderSchema>;
