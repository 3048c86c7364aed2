// What a field can see while a document is executed.
import type {
  BulkRecord,
  CustomerRecord,
  FulfillmentOrderRecord,
  FulfillmentRecord,
  ItemRecord,
  LevelRecord,
  LineRecord,
  LocationRecord,
  OrderRecord,
  ProductRecord,
  RefundRecord,
  ReturnRecord,
  VariantRecord,
  WebhookRecord,
} from "../state/records.ts";
import type { ShopifyState } from "../state/shopify-state.ts";

export type Session = { readonly token: string; readonly scopes: ReadonlySet<string> };

/** A view of a record: fields are values, or functions of arguments and context. */
export type View = { readonly __typename: string; readonly [field: string]: unknown };

/** Views point at each other through here, so that their files need not. */
export type Views = {
  location(record: LocationRecord): View;
  product(record: ProductRecord): View;
  variant(record: VariantRecord): View;
  item(record: ItemRecord): View;
  level(record: LevelRecord): View;
  customer(record: CustomerRecord): View;
  order(record: OrderRecord): View;
  line(order: OrderRecord, record: LineRecord): View;
  fulfillmentOrder(order: OrderRecord, record: FulfillmentOrderRecord): View;
  fulfillment(order: OrderRecord, record: FulfillmentRecord): View;
  refund(order: OrderRecord, record: RefundRecord): View;
  return(order: OrderRecord, record: ReturnRecord): View;
  webhook(record: WebhookRecord): View;
  bulk(record: BulkRecord): View;
};

type SearchWarning = { readonly path: string; readonly field: string; readonly query: string };

export type GraphContext = {
  readonly state: ShopifyState;
  readonly session: Session;
  readonly views: Views;
  /** The version of the API that serves the request. */
  readonly version: string;
  /** In a bulk operation a connection gives everything and needs no page size. */
  readonly isBulk: boolean;
  readonly warnings: SearchWarning[];
};
