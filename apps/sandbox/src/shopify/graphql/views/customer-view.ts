// Customers.
import { paymentsOf } from "../../orders/order-totals.ts";
import { gid } from "../../state/gid.ts";
import type { CustomerRecord, OrderRecord } from "../../state/records.ts";
import type { ShopifyState } from "../../state/shopify-state.ts";
import { connection, listed, type PageArguments } from "../connection.ts";
import type { GraphContext, View } from "../context.ts";
import { addressView } from "./address-view.ts";
import { metafieldFields, moneyV2, time } from "./common-fields.ts";

export function customerView(state: ShopifyState, customer: CustomerRecord): View {
  const id = gid("Customer", customer.id);
  const orders = (): OrderRecord[] => [...state.orders.values()].filter(({ customerId }) => customerId === customer.id);
  const [address] = customer.addresses;
  const name = `${customer.firstName ?? ""} ${customer.lastName ?? ""}`.trim();
  return {
    __typename: "Customer",
    id,
    legacyResourceId: String(customer.id),
    firstName: customer.firstName,
    lastName: customer.lastName,
    displayName: name || (customer.email ?? ""),
    email: customer.email,
    phone: customer.phone,
    defaultEmailAddress: customer.email && { emailAddress: customer.email, marketingState: "NOT_SUBSCRIBED" },
    defaultPhoneNumber: customer.phone && { phoneNumber: customer.phone, marketingState: "NOT_SUBSCRIBED" },
    note: customer.note,
    tags: customer.tags,
    state: "DISABLED",
    locale: "en",
    taxExempt: false,
    verifiedEmail: true,
    defaultAddress: address ? addressView(address) : null,
    addressesV2: (page: PageArguments, context: GraphContext) =>
      connection(listed(customer.addresses), page, context, addressView),
    numberOfOrders: () => String(orders().length),
    amountSpent: () =>
      moneyV2(
        orders().reduce((sum, order) => sum + paymentsOf(order).net.shop, 0),
        state.settings.currency,
      ),
    orders: (page: PageArguments, context: GraphContext) =>
      connection(
        orders().map((order) => ({ item: order, id: order.id, value: order.id })),
        page,
        context,
        context.views.order,
      ),
    createdAt: time(customer.createdAt),
    updatedAt: time(customer.updatedAt),
    ...metafieldFields(state, id),
  };
}
