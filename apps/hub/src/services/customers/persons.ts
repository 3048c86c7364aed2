// Customers of several stores that are the same human. The hub suggests; a person looks at them side by side and decides, and what
// was decided can be undone. Nothing is ever merged by itself.
import { HubError } from "@logix/model";
import { type CustomerRow, customersByIds } from "../../database/customers/customers-read.ts";
import {
  findDuplicates,
  findPerson,
  type Ground,
  type Likeness,
  listMerges,
  lockEmails,
  lockLikeness,
  type MergeRow,
  membersOfPersons,
} from "../../database/customers/persons-read.ts";
import { dissolvePerson, insertPerson, insertRefusal, lockPerson } from "../../database/customers/persons-write.ts";
import type { Database, Db } from "../../database/database.ts";
import { record } from "../access/audit.ts";
import { idOfCursor, type Page, type PageRequest, toPage } from "../access/page-cursor.ts";
import { actorOf, type Principal } from "../principal.ts";
import { type Certainty, certaintyOf, groundsOf, MASKED_ADDRESS } from "./same-person.ts";

type Duplicates = {
  readonly certainty: Certainty;
  readonly grounds: readonly Ground[];
  readonly customers: readonly CustomerRow[];
};
export type Merge = MergeRow & { readonly customers: readonly CustomerRow[] };
export type MergeWish = { readonly customerIds: readonly number[]; readonly reason: string | null };

export type Persons = ReturnType<typeof makePersons>;

export function makePersons(database: Database) {
  /** The customers and all who are the same person as one of them, locked until the end of the transaction. */
  async function gather(db: Db, accountId: number, ids: readonly number[]): Promise<readonly Likeness[]> {
    await lockEmails(db, accountId, ids);
    const wanted = await lockLikeness(db, ids, MASKED_ADDRESS);
    refuse(ids, wanted);
    const personIds = wanted.flatMap(({ person_id: id }) => id ?? []);
    const others = (await membersOfPersons(db, personIds)).filter((id) => !ids.includes(id));
    return [...wanted, ...(await lockLikeness(db, others, MASKED_ADDRESS))];
  }

  async function mergeOf(db: Db, accountId: number, row: MergeRow): Promise<Merge> {
    return { ...row, customers: await customersByIds(db, accountId, row.customer_ids) };
  }

  return {
    /** The certain ones first. */
    duplicates: ({ accountId }: Principal, { limit, cursor }: PageRequest) =>
      database.asAccount(accountId, async (db) => {
        const query = { accountId, masked: MASKED_ADDRESS, after: placeOf(cursor), limit: limit + 1 };
        const found = await findDuplicates(db, query);
        const groups = found.slice(0, limit);
        const ids = [...new Set(groups.flatMap((group) => group.ids))];
        const customers = new Map((await customersByIds(db, accountId, ids)).map((row) => [row.id, row]));
        const items: readonly Duplicates[] = groups.map(({ grounds, ids: members }) => ({
          certainty: certaintyOf(grounds),
          grounds,
          customers: members.flatMap((id) => customers.get(id) ?? []),
        }));
        const last = groups.at(-1);
        return { items, nextCursor: last && found.length > limit ? cursorOf(last) : null };
      }),

    /** @throws HubError `missing`, `conflict` for masked, erased and already merged ones, `invalid` without ground or reason */
    merge: (principal: Principal, { customerIds, reason }: MergeWish): Promise<Merge> =>
      database.asAccount(principal.accountId, async (db) => {
        const { accountId } = principal;
        const all = await gather(db, accountId, [...new Set(customerIds)]);
        const grounds = groundsOf(all.filter(({ id }) => customerIds.includes(id)));
        if (grounds.length === 0 && reason === null) throw groundless();
        const write = { accountId, customerIds: all.map(({ id }) => id), grounds, reason, by: actorOf(principal) };
        const id = await insertPerson(db, write);
        await record(db, principal, "customers.merged", `person:${id}`, {
          customers: write.customerIds,
          grounds,
          reason,
        });
        return one(db, accountId, id);
      }),

    /** @throws HubError `missing`, `conflict` where it was undone or a later merge stands on it */
    unmerge: (principal: Principal, personId: number): Promise<Merge> =>
      database.asAccount(principal.accountId, async (db) => {
        const { accountId } = principal;
        await lockPerson(db, personId);
        const person = await findPerson(db, accountId, personId);
        if (!person) throw new HubError("missing", `There is no merge ${personId}`, { code: "person_unknown" });
        if (person.undone_at !== null)
          throw new HubError("conflict", "This merge was undone already", { code: "merge_undone" });
        if (!(await dissolvePerson(db, personId, actorOf(principal)))) throw builtUpon();
        await record(db, principal, "customers.unmerged", `person:${personId}`, {});
        return one(db, accountId, personId);
      }),

    /** They are alike, but not the same: not suggested again. */
    refuse: (principal: Principal, customerIds: readonly number[]): Promise<void> =>
      database.asAccount(principal.accountId, async (db) => {
        const ids = [...new Set(customerIds)];
        const known = await customersByIds(db, principal.accountId, ids);
        if (known.length < ids.length) throw unknown();
        await insertRefusal(db, { accountId: principal.accountId, customerIds: ids, by: actorOf(principal) });
        await record(db, principal, "customers.told_apart", `customer:${Math.min(...ids)}`, { customers: ids });
      }),

    /** Newest first, undone ones among them. */
    merges: ({ accountId }: Principal, { limit, cursor }: PageRequest): Promise<Page<Merge>> =>
      database.asAccount(accountId, async (db) => {
        const rows = await listMerges(db, { accountId, before: idOfCursor(cursor) ?? null, limit: limit + 1 });
        const { items, nextCursor } = toPage(rows, limit);
        const merges: Merge[] = [];
        for (const row of items) merges.push(await mergeOf(db, accountId, row));
        return { items: merges, nextCursor };
      }),
  };

  async function one(db: Db, accountId: number, id: number): Promise<Merge> {
    const [row] = await listMerges(db, { accountId, before: id + 1, limit: 1 });
    if (row?.id !== id) throw new HubError("missing", `There is no merge ${id}`, { code: "person_unknown" });
    return mergeOf(db, accountId, row);
  }
}

/** Of the customers that somebody named; who is merged with them already has passed this once. */
function refuse(ids: readonly number[], found: readonly Likeness[]): void {
  if (found.length < ids.length) throw unknown();
  if (found.some((each) => each.is_gone)) {
    throw new HubError("conflict", "One of these customers was erased", { code: "customer_erased" });
  }
  if (found.some((each) => each.is_masked)) {
    throw new HubError("conflict", "One of these addresses was made up by a marketplace and hides who is behind it", {
      code: "customer_masked",
      remedy: "Leave this customer out: whom the address belongs to cannot be known",
    });
  }
  const persons = new Set(found.map((each) => each.person_id));
  if (persons.size === 1 && !persons.has(null)) {
    throw new HubError("conflict", "They are the same person already", { code: "customers_merged" });
  }
}

function groundless(): HubError {
  return new HubError("invalid", "These customers have neither address, phone nor name with postcode in common", {
    code: "merge_reason_needed",
    remedy: "Say why they are the same person all the same",
    issues: [{ field: "reason", problem: "is needed where nothing matches" }],
  });
}

function builtUpon(): HubError {
  return new HubError("conflict", "A later merge has taken these customers further", {
    code: "merge_built_upon",
    remedy: "Undo the later merge first",
  });
}

function unknown(): HubError {
  return new HubError("missing", "One of these customers is not there", { code: "customer_unknown" });
}

const PLACE = /^([123]):([\da-f]{32})$/;

function placeOf(cursor: string | undefined): { readonly rank: number; readonly key: string } | null {
  if (cursor === undefined) return null;
  const [, rank, key] = PLACE.exec(Buffer.from(cursor, "base64url").toString()) ?? [];
  if (rank !== undefined && key !== undefined) return { rank: Number(rank), key };
  throw new HubError("invalid", "The cursor is not one that this list gave out", {
    remedy: "Leave it out to begin with the first page",
    issues: [{ field: "cursor", problem: "is not a cursor of this list" }],
  });
}

function cursorOf({ rank, key }: { readonly rank: number; readonly key: string }): string {
  return Buffer.from(`${rank}:${key}`).toString("base64url");
}
