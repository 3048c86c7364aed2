// News that is about no thing: the merchant removed us from the store, or a person uses a right. Applied once, in the transaction
// that settles the delivery. Only what is signed counts.

import { updateConnection } from "../../database/connections/connections.ts";
import { forgetNotice } from "../../database/customers/privacy.ts";
import type { Db } from "../../database/database.ts";
import type { WaitingDelivery } from "../../database/sync/deliveries.ts";
import type { Alerts } from "../alerts/alerts.ts";
import type { Connection } from "../connections/stores.ts";
import type { Privacy } from "../customers/privacy.ts";

export type NoticeWork = ReturnType<typeof makeNoticeWork>;
export type Told = { readonly state: "applied" | "ignored"; readonly note: string | null };

export function isNotice({ kind }: Pick<WaitingDelivery, "kind">): boolean {
  return kind === "store" || kind === "privacy";
}

export function makeNoticeWork(
  privacy: Pick<Privacy, "receive">,
  alerts: Pick<Alerts, "raise">,
  forget: (connectionId: number) => void,
) {
  async function uninstalled(db: Db, connection: Connection): Promise<void> {
    const reason = "The merchant removed Logix from the store";
    await updateConnection(db, connection.id, { status: "disconnected", status_reason: reason });
    forget(connection.id);
    await alerts.raise(db, {
      accountId: connection.accountId,
      connectionId: connection.id,
      code: "store_removed_us",
      subject: "",
      title: `${connection.name} has removed Logix`,
      detail: "Everything that waits for the store is kept. Connect it once more, or delete the connection.",
    });
  }

  return {
    apply: async (db: Db, connection: Connection, delivery: WaitingDelivery): Promise<Told> => {
      const { topic, remote_id: remoteId, signed, body } = delivery;
      if (!signed) return { state: "ignored", note: "it is not signed" };
      const notice = connection.connector.webhooks.notice?.({ topic, remoteId, signed, body });
      if (!notice) return { state: "ignored", note: "nothing that we know" };
      if (notice.kind === "store") await uninstalled(db, connection);
      else {
        await privacy.receive(db, connection, remoteId, notice.request);
        await forgetNotice(db, delivery.id);
      }
      return { state: "applied", note: null };
    },
  };
}
