// The credentials of the time when each user had one store, turned into connections. It can be repeated: what is connected
// already is left as it is.
import type { MigrationReply, OldCredentials } from "@logix/api/pixelpim/credentials";
import { type HubError, isHubError } from "@logix/model";
import { z } from "zod";
import { selectUser, selectUserByEmail, type UserRow } from "../../database/access/users.ts";
import { defaultCandidates } from "../../database/connections/default-connection.ts";
import type { Database } from "../../database/database.ts";
import { principalOfUser } from "../access/user.ts";
import type { ConnectionSetup } from "../connections/connection-setup.ts";
import type { Principal } from "../principal.ts";
import { wordsOf } from "../sync/parking.ts";

const PLATFORM = "woocommerce";
const NAME = "Default Store";

const credentialsSchema = z.object({
  apiUrl: z.string(),
  consumerKey: z.string(),
  consumerSecret: z.string(),
  webhookSecret: z.string().nullish(),
});

type Migrated = MigrationReply["records"][number];

export type CredentialMigration = ReturnType<typeof makeCredentialMigration>;

export function makeCredentialMigration(database: Database, setup: ConnectionSetup) {
  /** Whose the record is. Users of other accounts are for administrators of the installation. */
  async function ownerOf(principal: Principal, record: OldCredentials): Promise<Principal | null> {
    const email = record.userEmail ?? record.user_email;
    const id = record.userId ?? record.user_id;
    if (email === undefined && id === undefined) return principal;
    const user = email === undefined ? await byId(principal, String(id)) : await selectUserByEmail(database.db, email);
    const isReachable = user && (user.account_id === principal.accountId || principal.administrator);
    return isReachable && user.disabled_at === null ? principalOfUser(user) : null;
  }

  async function byId({ accountId }: Principal, publicId: string): Promise<UserRow | undefined> {
    return selectUser(database.db, accountId, publicId);
  }

  async function hasDefault({ accountId }: Principal): Promise<boolean> {
    const [first] = await database.asAccount(accountId, (db) => defaultCandidates(db, accountId, PLATFORM));
    return first?.is_default === true;
  }

  async function connect(owner: Principal, record: OldCredentials): Promise<number> {
    const { apiUrl: storeUrl, ...given } = credentialsSchema.parse(record.credentials);
    const { webhookSecret, ...keys } = given;
    const { id } = await setup.create(owner, {
      platform: PLATFORM,
      name: NAME,
      settings: { storeUrl, ...keys, ...(webhookSecret && { webhookSecret }) },
      autoSync: false,
      isDefault: !(await hasDefault(owner)),
    });
    return id;
  }

  async function migrateOne(principal: Principal, record: OldCredentials): Promise<Migrated> {
    const user = String(record.userEmail ?? record.user_email ?? record.userId ?? record.user_id ?? "(you)");
    const end = (status: Migrated["status"], connectionId: number | null, message: string | null): Migrated => ({
      user,
      status,
      connectionId,
      message,
    });
    if (record.integrationType !== PLATFORM) return end("passed_over", null, `It is for ${record.integrationType}`);
    const owner = await ownerOf(principal, record);
    if (!owner) return end("failed", null, "There is no such user here: add the user first");
    try {
      return end("created", await connect(owner, record), null);
    } catch (error) {
      if (isHubError(error, "conflict")) return end("existing", null, "This store is connected already");
      if (isHubError(error)) return end("failed", null, sentenceOf(error));
      if (error instanceof z.ZodError) return end("failed", null, "apiUrl, consumerKey or consumerSecret is missing");
      throw error;
    }
  }

  return {
    migrate: async (principal: Principal, records: readonly OldCredentials[]): Promise<MigrationReply> => {
      const ends: Migrated[] = [];
      // One after the other, so that the first of an account becomes its default.
      for (const record of records) ends.push(await migrateOne(principal, record));
      const count = (status: Migrated["status"]) => ends.filter((end) => end.status === status).length;
      return {
        created: count("created"),
        existing: count("existing"),
        passedOver: count("passed_over"),
        failed: count("failed"),
        records: ends,
      };
    },
  };
}

function sentenceOf(error: HubError): string {
  const issues = (error.details.issues ?? []).map(({ field, problem }) => `${field} ${problem}`);
  return [wordsOf(error), ...issues, error.details.remedy].filter((part) => part !== undefined).join(". ");
}
