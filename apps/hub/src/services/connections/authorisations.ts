// A merchant lets us in by saying yes in the store's own page: begun by a user, ended by whoever brings back the state.
import { randomBytes } from "node:crypto";
import { ROLE_PERMISSIONS } from "@logix/api/permissions";
import { HubError } from "@logix/model";
import { z } from "zod";
import type { Authorisation } from "../../connector-kit/oauth2.ts";
import { selectLoginState } from "../../database/access/users.ts";
import { findAuthorisation, insertAuthorisation, useAuthorisation } from "../../database/connections/authorisations.ts";
import { type ConnectionRow, connectionsOfStore } from "../../database/connections/connections.ts";
import type { Database } from "../../database/database.ts";
import { SEALED, type Sealer } from "../../database/sealing.ts";
import { record } from "../access/audit.ts";
import { fingerprint, newSecret } from "../access/one-time-secret.ts";
import type { Principal } from "../principal.ts";
import { asObject, type ConnectionSetup } from "./connection-setup.ts";
import type { Stores } from "./stores.ts";

export type NewAuthorisation = {
  readonly shop: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scopes?: readonly string[] | undefined;
  readonly name?: string | undefined;
  readonly autoSync: boolean;
  /** Where the merchant comes back to; the hub's own callback where none is given. */
  readonly redirectUri?: string | undefined;
};

export type Authorised = { readonly connection: ConnectionRow; readonly owner: string; readonly isNew: boolean };

/** The merchant may have to log in and to ask somebody. */
const LASTS_MS = 30 * 60_000;

const requestSchema = z.object({
  shop: z.string(),
  app: z.object({ clientId: z.string(), clientSecret: z.string() }),
  scopes: z.array(z.string()),
  redirectUri: z.string(),
  name: z.string().optional(),
  autoSync: z.boolean(),
});

export type Authorisations = ReturnType<typeof makeAuthorisations>;

export type AuthorisationTools = {
  readonly database: Database;
  readonly sealer: Sealer;
  readonly stores: Stores;
  readonly setup: ConnectionSetup;
  readonly publicUrl: () => string;
  readonly now: () => Date;
};

export function makeAuthorisations({ database, sealer, stores, setup, publicUrl, now }: AuthorisationTools) {
  function oauthOf(platform: string) {
    const connector = stores.connectorOf(platform);
    if (!connector.oauth) throw new HubError("missing", `${connector.title} is connected with keys`);
    return { connector, oauth: connector.oauth };
  }

  return {
    begin: async (principal: Principal, platform: string, wanted: NewAuthorisation) => {
      const { oauth } = oauthOf(platform);
      const state = newSecret(randomBytes);
      const shop = oauth.shopOf(wanted.shop);
      const request = {
        shop,
        app: { clientId: wanted.clientId, clientSecret: wanted.clientSecret },
        scopes: [...(wanted.scopes ?? oauth.scopes)],
        redirectUri: wanted.redirectUri ?? `${publicUrl()}/api/v1/${platform}/oauth/callback`,
        name: wanted.name,
        autoSync: wanted.autoSync,
      };
      const expiresAt = new Date(now().getTime() + LASTS_MS);
      await database.asAccount(principal.accountId, async (db) => {
        await insertAuthorisation(db, {
          accountId: principal.accountId,
          userId: principal.userId,
          platform,
          stateHash: fingerprint(state),
          requestSealed: sealer.seal(JSON.stringify(request), SEALED.authorisation),
          expiresAt,
        });
        await record(db, principal, "connection.authorisation_begun", `platform:${platform}`, { shop });
      });
      return { url: oauth.authoriseUrl({ ...request, state }).href, state, expiresAt };
    },

    /**
     * `query` is what the platform sent along. `by` is the user who forwards it, null for the merchant's own browser.
     * @throws HubError `forged`, `invalid`, `forbidden` where another user began it, `conflict` where the state was used before
     */
    complete: async (
      platform: string,
      query: Readonly<Record<string, string>>,
      by: Principal | null,
    ): Promise<Authorised> => {
      const { connector, oauth } = oauthOf(platform);
      const pending = await findAuthorisation(database.db, platform, fingerprint(query.state ?? ""));
      if (!pending) throw unknownState(connector.title);
      if (by && (by.accountId !== pending.account_id || by.userId !== pending.user_id)) throw anotherUser();
      const request = requestSchema.parse(JSON.parse(sealer.open(pending.request_sealed, SEALED.authorisation)));
      const authorisation: Authorisation = { ...request, state: query.state ?? "" };
      const { code, store } = oauth.readCallback(query, authorisation, now());
      // The code is good for one exchange: used up before it, so that two who bring it at once cannot both go on.
      if (!(await useAuthorisation(database.db, pending.id))) throw unknownState(connector.title);
      const settings = await oauth.exchange(
        code,
        { ...authorisation, store },
        stores.fetchUnsaved(connector, request.shop),
        now(),
      );
      const owner = by ?? (await principalOfUser(database, pending.user_public_id));
      const address = connector.storeAddress(settings);
      const known = (await connectionsOfStore(database.db, platform, address, 50)).find(
        (row) => row.account_id === pending.account_id,
      );
      if (known) {
        const connection = await setup.rotate(owner, stores.fromRow(known), asObject(settings));
        return { connection, owner: pending.user_public_id, isNew: false };
      }
      const connection = await setup.create(owner, {
        platform,
        settings: asObject(settings),
        name: request.name,
        autoSync: request.autoSync,
      });
      return { connection, owner: pending.user_public_id, isNew: true };
    },
  };
}

/** Who began it, with what that user may do now. */
async function principalOfUser({ db }: Database, publicId: string): Promise<Principal> {
  const user = await selectLoginState(db, publicId);
  const permissions = new Set(user && !user.disabled_at ? ROLE_PERMISSIONS[user.role] : []);
  if (!user || !permissions.has("integration:create")) throw anotherUser();
  return {
    accountId: user.account_id,
    userId: user.id,
    userPublicId: user.public_id,
    permissions,
    administrator: user.administrator,
    via: "login",
  };
}

function unknownState(title: string): HubError {
  return new HubError("invalid", "This consent was not asked for, was used already, or took too long", {
    code: "state_unknown",
    remedy: `Begin again: connect the ${title} store once more from Logix`,
    issues: [{ field: "state", problem: "is not one that is waited for" }],
  });
}

function anotherUser(): HubError {
  return new HubError("forbidden", "Another user began this", {
    code: "state_of_another_user",
    remedy: "Begin again with your own login",
  });
}
