import { expect, test } from "vitest";
import type { HeldEntry } from "../../database/reconcile/reconcile-held.ts";
import { differencesOf, type Sides } from "./differences.ts";
import { digestOf, type Entry, toEntry } from "./thin-entries.ts";

const ASKED = new Date("2026-11-20T12:00:00Z");
const BEFORE = new Date("2026-11-20T11:00:00Z");
const AFTER = new Date("2026-11-20T12:00:01Z");

function listed(remoteId: string, status = "processing", modifiedAt = "2026-11-01T00:00:00Z"): Entry {
  return toEntry("orders", { remoteId, remoteStatus: status, archived: false, totalMinor: 1_000, modifiedAt });
}

function held(entry: Entry, change: Partial<HeldEntry> = {}): HeldEntry {
  const { remoteId: remote_id, parentRemoteId: parent_remote_id, fields } = entry;
  return { remote_id, parent_remote_id, fields, updated_at: BEFORE, deleted: false, ...change };
}

function sides(change: Partial<Sides>): Sides {
  return { listed: [], held: [], elsewhere: [], askedAt: ASKED, readUntil: null, ...change };
}

test("equal rows make no difference, wherever they stand", () => {
  const order = listed("5");
  expect(differencesOf(sides({ listed: [order], held: [held(order)] }))).toEqual([]);
  expect(differencesOf(sides({ listed: [order], elsewhere: [held(order)] }))).toEqual([]);
});

test("each kind of difference has its name", () => {
  const changed = held(listed("2", "completed"));
  const found = differencesOf(sides({ listed: [listed("1"), listed("2")], held: [changed, held(listed("3"))] }));
  expect(found.map(({ remoteId, finding, fields }) => [remoteId, finding, fields])).toEqual([
    ["1", "missing_here", {}],
    ["2", "different", { status: { here: "completed", there: "processing" } }],
    ["3", "missing_there", {}],
  ]);
});

test("one that is deleted here and listed there is missing here", () => {
  const order = listed("5");
  const found = differencesOf(sides({ listed: [order], elsewhere: [held(order, { deleted: true })] }));
  expect(found).toMatchObject([{ remoteId: "5", finding: "missing_here" }]);
});

test("what we stored after the store was asked is newer than its answer, whatever differs", () => {
  const now = { updated_at: AFTER };
  const stored = [held(listed("1", "completed"), now), held(listed("2"), now)];
  expect(differencesOf(sides({ listed: [listed("1")], held: stored }))).toEqual([]);
});

test("only what changed after the last reading is in flight", () => {
  const readUntil = new Date("2026-11-10T00:00:00Z");
  const found = differencesOf(
    sides({ listed: [listed("1"), listed("2", "processing", "2026-11-11T00:00:00Z")], readUntil }),
  );
  expect(found.map(({ remoteId, inFlight }) => [remoteId, inFlight])).toEqual([
    ["1", false],
    ["2", true],
  ]);
});

test("the digest does not depend on the order of the rows, and on everything else it does", () => {
  const rows = [listed("9"), listed("10"), listed("100")];
  expect(digestOf(rows.toReversed())).toBe(digestOf(rows));
  expect(digestOf([listed("9"), listed("10"), listed("100", "completed")])).not.toBe(digestOf(rows));
  expect(digestOf(rows.slice(1))).not.toBe(digestOf(rows));
  expect(digestOf([])).toBe("d41d8cd98f00b204e9800998ecf8427e");
});
