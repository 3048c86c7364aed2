// A store hands its keys over after its merchant has agreed in it. The keys are put away while the store waits for our answer: it
// throws them away unless that is a quick 200. They are tried when the user comes back and finishes the connection.
import { randomBytes } from "node:crypto";
import { HubError } from "@logix/model";
import { z } from "zod";
import {
  type AuthorisationRow,
  findAuthorisation,
  grantAuthorisation,
  insertAuthorisation,
  useAuthorisation,
} from "../../database/connections/authorisations.ts";
import type { ConnectionRow } from "../../database/connections/connections.ts";
import type { Database } from "../../database/database.ts";
import { SEALED, type Sealer } from "../../database/sealing.ts";
import { fingerprint, newSecret } from "../access/one-time-secret.ts";
import type { Principal } from "../principal.ts";
import type { ConnectionSetup } from "./connection-setup.ts";
import type { Stores } from "./stores.ts";

export type NewApproval = {
  readonly storeUrl: string;
  /** Where the merchant's browser goes afterwards. */
  readonly returnUrl: string;
  readonly name?: string | undefined;
  readonly autoSync: boolean;
};

const LASTS_MS = 30 * 60_000;

const requestSchema = z.object({ storeUrl: z.string(), name: z.string().optional(), autoSync: z.boolean() });
const settingsSchema = z.record(z.string(), z.unknown());

export type Approvals = ReturnType<typeof makeApprovals>;

export type ApprovalTools = {
  readonly database: Database;
  readonly sealer: Sealer;
  readonly stores: Stores;
  readonly setup: ConnectionSetup;
  readonly publicUrl: () => string;
  readonly now: () => Date;
};

export function makeApprovals({ database, sealer, stores, setup, publicUrl, now }: ApprovalTools) {
  function approvalOf(platform: string) {
    const connector = stores.connectorOf(platform);
    if (!connector.approval) throw new HubError("missing", `${connector.title} hands out no keys by itself`);
    return connector.approval;
  }

  async function ownPending(principal: Principal, platform: string, state: string): Promise<AuthorisationRow> {
    const pending = await findAuthorisation(database.db, platform, fingerprint(state));
    if (!pending || pending.account_id !== principal.accountId || pending.user_id !== principal.userId) throw unknown();
    return pending;
  }

  return {
    begin: async (principal: Principal, platform: string, { storeUrl, returnUrl, name, autoSync }: NewApproval) => {
      const approval = approvalOf(platform);
      const state = newSecret(randomBytes);
      const callbackUrl = `${publicUrl()}/api/v1/${platform}/approvals/callback`;
      const url = approval.approveUrl({ storeUrl, state, callbackUrl, returnUrl });
      const expiresAt = new Date(now().getTime() + LASTS_MS);
      await database.asAccount(principal.accountId, (db) =>
        insertAuthorisation(db, {
          accountId: principal.accountId,
          userId: principal.userId,
          platform,
          stateHash: fingerprint(state),
          requestSealed: sealer.seal(JSON.stringify({ storeUrl, name, autoSync }), SEALED.authorisation),
          expiresAt,
        }),
      );
      return { url: url.href, state, expiresAt };
    },
    /** Called by the store. @throws HubError `invalid`, where nobody waits for these keys */
    receive: async (platform: string, body: unknown): Promise<void> => {
      const { state, settings } = approvalOf(platform).readKeys(body);
      const pending = await findAuthorisation(database.db, platform, fingerprint(state));
      if (!pending) throw unknown();
      await grantAuthorisation(database.db, pending.id, sealer.seal(JSON.stringify(settings), SEALED.grantedKeys));
    },
    isGranted: async (principal: Principal, platform: string, state: string): Promise<boolean> =>
      (await ownPending(principal, platform, state)).granted_sealed !== null,
    /** Tries the keys and connects. They stay put away where that fails, for another try. */
    finish: async (principal: Principal, platform: string, state: string): Promise<ConnectionRow> => {
      const pending = await ownPending(principal, platform, state);
      if (pending.granted_sealed === null)
        throw new HubError("conflict", "The store has not handed over any keys yet", {
          code: "approval_waiting",
          remedy: "Agree on the page of the store first",
        });
      const request = requestSchema.parse(JSON.parse(sealer.open(pending.request_sealed, SEALED.authorisation)));
      const keys = settingsSchema.parse(JSON.parse(sealer.open(pending.granted_sealed, SEALED.grantedKeys)));
      const row = await setup.create(principal, {
        platform,
        settings: { storeUrl: request.storeUrl, ...keys },
        name: request.name,
        autoSync: request.autoSync,
      });
      await useAuthorisation(database.db, pending.id);
      return row;
    },
  };
}

function unknown(): HubError {
  return new HubError("invalid", "Nobody waits for this, or it took too long", {
    code: "state_unknown",
    remedy: "Begin again from Logix",
  });
}
