// The trail of who changed what, written in the transaction of the change itself.

import { type AuditRow, insertAuditEntry, selectAuditEntries } from "../../database/access/audit.ts";
import type { Database, Db } from "../../database/database.ts";
import { actorOf, type Principal } from "../principal.ts";
import { idOfCursor, type Page, type PageRequest, toPage } from "./page-cursor.ts";

/** The hub itself, acting for an account. */
export type System = { readonly system: true; readonly accountId: number };
export type AuditDetail = Readonly<Record<string, unknown>>;

export type AuditRequest = PageRequest & {
  readonly action?: string | undefined;
  readonly subject?: string | undefined;
};

export function systemOf(accountId: number): System {
  return { system: true, accountId };
}

/**
 * `action` is `thing.verb`, in the past: `user.changed`. `subject` is `thing:id`. Secrets do not belong into `detail`;
 * what is named like one is hidden all the same.
 */
export function record(
  db: Db,
  who: Principal | System,
  action: string,
  subject: string,
  detail: AuditDetail = {},
): Promise<void> {
  const isSystem = "system" in who;
  return insertAuditEntry(db, {
    account_id: who.accountId,
    user_id: isSystem ? null : who.userId,
    actor: isSystem ? "system" : actorOf(who),
    action,
    subject,
    detail: JSON.stringify(detail, hideSecrets),
  });
}

export function makeAudit({ database }: { readonly database: Database }) {
  return {
    record,
    /** Newest first. */
    list: async (principal: Principal, request: AuditRequest): Promise<Page<AuditRow>> => {
      const { limit, cursor, action, subject } = request;
      const query = { beforeId: idOfCursor(cursor), limit: limit + 1, action, subject };
      const rows = await database.asAccount(principal.accountId, (db) =>
        selectAuditEntries(db, principal.accountId, query),
      );
      return toPage(rows, limit);
    },
  };
}

const SECRET_NAME = /(password|secret|token|api_?key|consumer_?key|access_?key|authorization|credentials?)$/i;

function hideSecrets(name: string, value: unknown): unknown {
  return SECRET_NAME.test(name) && value !== null ? "(hidden)" : value;
}
