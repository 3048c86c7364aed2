// Seals every stored secret anew under the current encryption key, after which the previous one can be thrown away.
import type { Database } from "../database/database.ts";
import {
  replaceSealedChannel,
  replaceSealedSettings,
  replaceSealedSigningKey,
  selectSealedChannels,
  selectSealedSettings,
  selectSealedSigningKeys,
} from "../database/sealed-columns.ts";
import { SEALED, type Sealer, SealingError } from "../database/sealing.ts";

export type Resealed = {
  readonly resealed: number;
  /** Such as `connections 12`: sealed under a key that was not given. They are left as they are. */
  readonly unreadable: readonly string[];
};

type Entry = {
  readonly name: string;
  readonly sealed: string;
  readonly purpose: string;
  replace(sealed: string): Promise<boolean>;
};

const PAGE = 200;

export type SealedCount = {
  readonly sealed: number;
  /** Sealed under another key than the current one. */
  readonly due: number;
};

export type KeyRotation = ReturnType<typeof makeKeyRotation>;

export function makeKeyRotation({ database, sealer }: { readonly database: Database; readonly sealer: Sealer }) {
  return {
    /** Can be repeated, stopped half-way, and run by several processes at once. */
    reseal: async (): Promise<Resealed> => {
      const unreadable: string[] = [];
      let resealed = 0;
      for await (const entry of sealedEntries(database)) {
        if (sealer.isCurrent(entry.sealed)) continue;
        const plain = openOrUndefined(sealer, entry);
        if (plain === undefined) unreadable.push(entry.name);
        else if (await entry.replace(sealer.seal(plain, entry.purpose))) resealed += 1;
      }
      return { resealed, unreadable };
    },

    count: async (): Promise<SealedCount> => {
      let [sealed, due] = [0, 0];
      for await (const entry of sealedEntries(database)) {
        sealed += 1;
        if (!sealer.isCurrent(entry.sealed)) due += 1;
      }
      return { sealed, due };
    },
  };
}

async function* sealedEntries({ db }: Database): AsyncGenerator<Entry> {
  for (const key of await selectSealedSigningKeys(db)) {
    const replace = (sealed: string) => replaceSealedSigningKey(db, key, sealed);
    yield { name: `signing_keys ${key.id}`, sealed: key.sealed, purpose: SEALED.signingKey, replace };
  }
  for (const channel of await selectSealedChannels(db)) {
    const replace = (sealed: string) => replaceSealedChannel(db, channel, sealed);
    yield { name: `alert_channels ${channel.id}`, sealed: channel.sealed, purpose: SEALED.alertChannel, replace };
  }
  for (let afterId = 0; ; ) {
    const page = await selectSealedSettings(db, afterId, PAGE);
    for (const row of page) {
      const replace = (sealed: string) => replaceSealedSettings(db, row, sealed);
      yield { name: `connections ${row.id}`, sealed: row.sealed, purpose: SEALED.connectionSettings, replace };
    }
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    afterId = last.id;
  }
}

/** One secret that cannot be read does not keep the others under the old key. */
function openOrUndefined(sealer: Sealer, { sealed, purpose }: Entry): string | undefined {
  try {
    return sealer.open(sealed, purpose);
  } catch (error) {
    if (error instanceof SealingError) return undefined;
    throw error;
  }
}
