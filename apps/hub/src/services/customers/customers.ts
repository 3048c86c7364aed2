// Customers for those who ask.
import { HubError } from "@logix/model";
import {
  type CustomerOrderRow,
  type CustomerRow,
  customersOfPerson,
  findCustomer,
  latestOrdersOf,
  listCustomers,
} from "../../database/customers/customers-read.ts";
import type { Database } from "../../database/database.ts";
import { idOfCursor, type Page, type PageRequest, toPage } from "../access/page-cursor.ts";
import type { Connections } from "../connections/connections.ts";
import type { Stores } from "../connections/stores.ts";
import type { Principal } from "../principal.ts";

const LATEST_ORDERS = 20;

export type CustomerOrder = CustomerOrderRow & { readonly displayNumber: string };
export type CustomerDetail = {
  readonly customer: CustomerRow;
  /** The same person in other stores. */
  readonly others: readonly CustomerRow[];
  readonly latestOrders: readonly CustomerOrder[];
};

export type CustomerListRequest = PageRequest & {
  readonly connection?: string | undefined;
  /** The whole address. */
  readonly email?: string | undefined;
  /** A part of name, company, e-mail or phone. */
  readonly search?: string | undefined;
};

export type Customers = ReturnType<typeof makeCustomers>;

export function makeCustomers(database: Database, stores: Stores, connections: Connections) {
  return {
    list: async (principal: Principal, request: CustomerListRequest): Promise<Page<CustomerRow>> => {
      const { accountId } = principal;
      const connectionId = await connections.idOf(principal, request.connection);
      const before = idOfCursor(request.cursor) ?? null;
      const { email = null, search = null, limit } = request;
      const query = { accountId, connectionId, email, search, before, limit: limit + 1 };
      return toPage(await database.asAccount(accountId, (db) => listCustomers(db, query)), limit);
    },

    /** @throws HubError `missing` */
    get: ({ accountId }: Principal, id: number): Promise<CustomerDetail> =>
      database.asAccount(accountId, async (db) => {
        const customer = await findCustomer(db, accountId, id);
        if (!customer) throw new HubError("missing", `There is no customer ${id}`, { code: "customer_unknown" });
        const { person_id: personId } = customer;
        const everybody = personId === null ? [customer] : await customersOfPerson(db, accountId, personId);
        const others = everybody.filter((other) => other.id !== id);
        const ids = [id, ...others.map((other) => other.id)];
        const orders = await latestOrdersOf(db, accountId, ids, LATEST_ORDERS);
        const displayNumber = (order: CustomerOrderRow) =>
          stores.connectorOf(order.platform).orderPrefix + order.number;
        const latestOrders = orders.map((order) => ({ ...order, displayNumber: displayNumber(order) }));
        return { customer, others, latestOrders };
      }),
  };
}
