// Stands between the catalogue and a store: what both sides changed since they were last the same is ruled on by the
// connection's policy before anything is written on either side.
import type { CatalogueWriter, ListingState } from "../../connector-kit/catalogue.ts";
import type { Database, Db } from "../../database/database.ts";
import { type CommonStateRow, commonStates } from "../../database/publishing/common-states.ts";
import {
  closeAgreed,
  type NewConflict,
  openConflicts,
  readConflictPolicy,
} from "../../database/publishing/conflicts.ts";
import { type CommonFields, changedHere, hashesOf, type Merged, merge, without } from "../../field-mapping/index.ts";
import type { Alerts } from "../alerts/alerts.ts";
import type { Connection } from "../connections/stores.ts";
import { tellOfConflicts } from "./conflict-alerts.ts";
import { type Ruling, rulingOn, toPolicy } from "./conflict-policy.ts";
import type { Planned } from "./export-plan.ts";

export type ConflictSieve = ReturnType<typeof makeConflictSieve>;

export type Ruled = {
  readonly productId: number;
  readonly remoteId: string;
  readonly merged: Merged;
  readonly ruling: Ruling;
};

export function makeConflictSieve(database: Database, alerts: Pick<Alerts, "raise" | "settle">) {
  async function policyOf(connection: Connection) {
    return toPolicy(await readConflictPolicy(database.db, connection.id));
  }

  return {
    policyOf,
    /** What of an export may go out; what has to be asked is left out, and a conflict is opened for it. */
    sift: async (
      connection: Connection,
      writer: CatalogueWriter,
      planned: readonly Planned[],
    ): Promise<readonly Planned[]> => {
      const linked = planned.filter(({ write }) => write.remoteId !== null);
      const rows = await commonStates(
        database.db,
        connection.id,
        linked.map(({ productId }) => productId),
      );
      const bases = new Map(rows.map((row) => [row.product_id, row]));
      const doubtful = linked.filter((each) => mayClash(each, bases.get(each.productId)));
      if (doubtful.length === 0) return planned;
      const policy = await policyOf(connection);
      const shown = await writer.show(doubtful.flatMap(({ write }) => listingOf(write)));
      const looked = doubtful.flatMap((each) => {
        const state = shown.get(each.write.remoteId ?? "");
        const base = bases.get(each.productId);
        return state && !("gone" in state) && base ? [{ each, state, merged: merged(each, state, base) }] : [];
      });
      const ruled = looked.flatMap(({ each, state, merged: verdicts }) =>
        verdicts
          .filter(({ verdict }) => verdict === "both")
          .map((one): Ruled => {
            const times = { oursAt: each.changedAt, theirsAt: state.modifiedAt };
            const found = { productId: each.productId, remoteId: state.remoteId, merged: one };
            return { ...found, ruling: rulingOn(one, policy, times) };
          }),
      );
      await database.transaction(async (db) => {
        await noteConflicts(db, alerts, connection, ruled);
        await noteAgreed(
          db,
          alerts,
          connection,
          looked.map(({ each, merged: verdicts }) => agreedOf(each.productId, verdicts)),
        );
      });
      return planned.map((each) => holdingBack(each, ruled));
    },
  };
}

export async function noteConflicts(
  db: Db,
  alerts: Pick<Alerts, "raise" | "settle">,
  connection: Connection,
  ruled: readonly Ruled[],
): Promise<number> {
  const owner = { accountId: connection.accountId, connectionId: connection.id };
  const opened = await openConflicts(db, owner, ruled.filter(({ ruling }) => ruling === "ask").map(toConflict));
  if (opened > 0) await tellOfConflicts(db, alerts, connection);
  return opened;
}

export async function noteAgreed(
  db: Db,
  alerts: Pick<Alerts, "raise" | "settle">,
  connection: Connection,
  agreed: Parameters<typeof closeAgreed>[2],
): Promise<void> {
  if ((await closeAgreed(db, connection.id, agreed)) > 0) await tellOfConflicts(db, alerts, connection);
}

export function agreedOf(productId: number, verdicts: readonly Merged[]) {
  return { productId, fields: verdicts.filter(({ verdict }) => verdict !== "both").map(({ key }) => key) };
}

function toConflict({ productId, remoteId, merged: { key, base, ours, theirs } }: Ruled): NewConflict {
  return { productId, remoteId, field: key, base, ours, theirs };
}

/** The store is asked only where something of ours differs from what both sides had. */
function mayClash({ prepared, write }: Planned, base: CommonStateRow | undefined): boolean {
  if (!base || write.remoteId === null) return false;
  return changedHere(prepared.draft, fieldsOf(base)).length > 0;
}

function listingOf({ remoteId, parentRemoteId }: Planned["write"]) {
  return remoteId === null ? [] : [{ remoteId, parentRemoteId }];
}

function merged({ prepared }: Planned, state: ListingState, base: CommonStateRow): readonly Merged[] {
  return merge(prepared.draft, state, fieldsOf(base));
}

export function fieldsOf({ fields }: CommonStateRow): CommonFields {
  return typeof fields === "object" && fields !== null ? { ...fields } : {};
}

/** What isn't sent isn't put down as sent either, so that it goes out once it is decided. */
function holdingBack(planned: Planned, ruled: readonly Ruled[]): Planned {
  const held = ruled.filter(({ productId, ruling }) => productId === planned.productId && ruling !== "ours");
  if (held.length === 0) return planned;
  const keys = new Set(held.map(({ merged: { key } }) => key));
  const { prepared, write } = planned;
  const draft = without(prepared.draft, keys);
  const hashes = Object.fromEntries(Object.entries(prepared.hashes).filter(([key]) => !keys.has(key)));
  const names = [...keys].join(", ");
  const warning = `${names}: changed here and in the store, and not sent. Decide it among the conflicts`;
  const left = new Set(Object.keys(hashesOf(draft)).flatMap((key) => prepared.origins[key] ?? []));
  const sentFields = prepared.sentFields.filter((field) => left.has(field));
  return {
    ...planned,
    prepared: { ...prepared, draft, hashes, sentFields, warnings: [...prepared.warnings, warning] },
    write: { ...write, draft },
  };
}
