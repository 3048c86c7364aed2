// The rights of persons, as platforms pass them on: what we hold of somebody is shown to the merchant who must answer, or taken
// out of everything that we hold. Within the transaction in which the notice is settled.
import { HubError } from "@logix/model";
import type { PrivacyRequest } from "../../connector-kit/contract.ts";
import {
  dataOf,
  eraseCustomers,
  eraseOrders,
  eraseTraces,
  findPrivacyRequest,
  finishPrivacyRequest,
  insertPrivacyRequest,
  listPrivacyRequests,
  type Persons,
  type PrivacyRequestRow,
} from "../../database/customers/privacy.ts";
import type { Database, Db } from "../../database/database.ts";
import { record } from "../access/audit.ts";
import { idOfCursor, type Page, type PageRequest, toPage } from "../access/page-cursor.ts";
import type { Alerts } from "../alerts/alerts.ts";
import type { Connection } from "../connections/stores.ts";
import type { Principal } from "../principal.ts";

export type Privacy = ReturnType<typeof makePrivacy>;

/** The month that Shopify and the GDPR (article 12) leave for an answer. */
const MONTH_MS = 30 * 24 * 60 * 60_000;

export function makePrivacy(database: Database, alerts: Pick<Alerts, "raise" | "settle">, now: () => Date) {
  async function erase(db: Db, connectionId: number, persons: Persons) {
    const orders = await eraseOrders(db, connectionId, persons);
    const customers = await eraseCustomers(db, connectionId, persons);
    await eraseTraces(db, connectionId, { orders, customers });
    return { orders: orders.length, customers: customers.length };
  }

  async function rowOf(db: Db, { accountId }: Principal, id: number): Promise<PrivacyRequestRow> {
    const row = await findPrivacyRequest(db, accountId, id);
    if (!row) throw new HubError("missing", `There is no request ${id}`, { code: "privacy_request_unknown" });
    return row;
  }

  return {
    /** `remoteId` keeps two requests apart; the same one told twice is done once. */
    receive: async (db: Db, connection: Connection, remoteId: string, request: PrivacyRequest): Promise<void> => {
      const persons = personsOf(request);
      const id = await insertPrivacyRequest(db, {
        accountId: connection.accountId,
        connectionId: connection.id,
        remoteId,
        what: request.what,
        customerRemoteId: persons.everybody ? null : persons.customerRemoteId,
        email: persons.everybody ? null : persons.email,
        orderRemoteIds: persons.everybody ? [] : persons.orderRemoteIds,
        dueAt: new Date(now().getTime() + MONTH_MS),
      });
      if (id === undefined) return;
      if (request.what !== "show") return finishPrivacyRequest(db, id, await erase(db, connection.id, persons));
      await alerts.raise(db, {
        accountId: connection.accountId,
        connectionId: connection.id,
        code: "privacy_request",
        subject: String(id),
        title: `A customer of ${connection.name} asks what you hold of them`,
        detail: "Open the request, send the customer what it shows, and mark it as done. The law leaves you a month.",
      });
    },
    list: async ({ accountId }: Principal, request: PageRequest): Promise<Page<PrivacyRequestRow>> => {
      const query = { accountId, before: idOfCursor(request.cursor) ?? null, limit: request.limit + 1 };
      return toPage(await database.asAccount(accountId, (db) => listPrivacyRequests(db, query)), request.limit);
    },
    /** What is held of the person now. @throws HubError `missing` */
    dataOf: (principal: Principal, id: number) =>
      database.asAccount(principal.accountId, async (db) => {
        const row = await rowOf(db, principal, id);
        const persons: Persons = {
          everybody: false,
          customerRemoteId: row.customer_remote_id,
          email: row.email,
          orderRemoteIds: row.order_remote_ids,
        };
        await record(db, principal, "privacy.shown", `privacy_request:${id}`, {});
        return dataOf(db, row.connection_id, persons);
      }),
    /** The customer has been answered. @throws HubError `missing`, `conflict` */
    complete: (principal: Principal, id: number): Promise<PrivacyRequestRow> =>
      database.asAccount(principal.accountId, async (db) => {
        const row = await rowOf(db, principal, id);
        if (row.state === "done") throw new HubError("conflict", "This request is done already");
        await finishPrivacyRequest(db, id, null);
        await record(db, principal, "privacy.answered", `privacy_request:${id}`, {});
        await alerts.settle(db, {
          accountId: row.account_id,
          connectionId: row.connection_id,
          code: "privacy_request",
          subject: String(id),
        });
        return rowOf(db, principal, id);
      }),
  };
}

function personsOf(request: PrivacyRequest): Persons {
  if (request.what === "erase_store") return { everybody: true };
  const { remoteId: customerRemoteId, email } = request.customer;
  return { everybody: false, customerRemoteId, email, orderRemoteIds: request.orders };
}
