// Where the digests of a range differ: which rows, and how. Pure.
import type { HeldEntry } from "../../database/reconcile/reconcile-held.ts";
import type { DriftWrite } from "../../database/reconcile/reconcile-rows.ts";
import type { Entry } from "./thin-entries.ts";

export type Sides = {
  /** What the store listed in this range. */
  readonly listed: readonly Entry[];
  /** What we hold in this range. */
  readonly held: readonly HeldEntry[];
  /** What we hold of the listed things wherever it stands, deleted ones too. */
  readonly elsewhere: readonly HeldEntry[];
  /** The database's time before the store was asked: what we stored since is newer than its answer. */
  readonly askedAt: Date;
  /** Until when the store's changes have been read; null where that was never said. */
  readonly readUntil: Date | null;
};

export function differencesOf({ listed, held, elsewhere, askedAt, readUntil }: Sides): readonly DriftWrite[] {
  const known = new Map([...elsewhere, ...held].map((entry) => [entry.remote_id, entry]));
  const shown = new Set(listed.map(({ remoteId }) => remoteId));
  const isOlder = (entry: HeldEntry | undefined) => entry === undefined || entry.updated_at < askedAt;
  const isInFlight = ({ modifiedAt }: Entry) => readUntil !== null && modifiedAt > readUntil;
  const ofStore = listed
    .filter(({ remoteId }) => isOlder(known.get(remoteId)))
    .flatMap((entry) => differenceOf(entry, known.get(entry.remoteId), isInFlight(entry)));
  const ofOurs = held
    .filter((entry) => !shown.has(entry.remote_id) && isOlder(entry))
    .map((entry) => missingThere(entry));
  return [...ofStore, ...ofOurs];
}

function differenceOf(listed: Entry, held: HeldEntry | undefined, inFlight: boolean): readonly DriftWrite[] {
  const { remoteId, parentRemoteId } = listed;
  const row = { remoteId, parentRemoteId, inFlight, cure: "reread" } as const;
  if (held === undefined || held.deleted) return [{ ...row, finding: "missing_here", fields: {} }];
  const fields = changedFields(listed, held);
  return Object.keys(fields).length === 0 ? [] : [{ ...row, finding: "different", fields }];
}

export function changedFields(listed: Entry, held: HeldEntry) {
  return Object.fromEntries(
    Object.entries(listed.fields)
      .filter(([name, there]) => (held.fields[name] ?? null) !== there)
      .map(([name, there]) => [name, { here: held.fields[name] ?? null, there }]),
  );
}

function missingThere({ remote_id: remoteId, parent_remote_id: parentRemoteId }: HeldEntry): DriftWrite {
  return { remoteId, parentRemoteId, finding: "missing_there", fields: {}, inFlight: false, cure: "reread" };
}
