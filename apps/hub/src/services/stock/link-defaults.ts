// Which of a store's places stands for which of ours where that is plain: the same name, or one here and one there. Pure.

type Theirs = {
  readonly remote_id: string;
  readonly name: string;
  readonly active: boolean;
  readonly state: "linked" | "unused" | "undecided";
  readonly location_id: number | null;
};
type Ours = { readonly id: number; readonly name: string; readonly active: boolean };
export type DefaultLink = { readonly remoteId: string; readonly state: "linked"; readonly locationId: number };

/** Only for places that nobody has decided on; none of ours is given twice. */
export function defaultLinks(theirs: readonly Theirs[], ours: readonly Ours[]): readonly DefaultLink[] {
  const taken = new Set(theirs.map((link) => link.location_id));
  const open = theirs.filter(({ active, state }) => active && state === "undecided");
  const free = ours.filter(({ active, id }) => active && !taken.has(id));
  const byName = open.flatMap(({ remote_id: remoteId, name }): DefaultLink[] => {
    const [same, ...others] = free.filter((each) => isSame(each.name, name));
    const isPlain = same && others.length === 0 && open.filter((each) => isSame(each.name, name)).length === 1;
    return isPlain ? [{ remoteId, state: "linked", locationId: same.id }] : [];
  });
  if (byName.length > 0) return byName;
  const [their, ...otherTheirs] = theirs.filter(({ active }) => active);
  const [our, ...otherOurs] = ours.filter(({ active }) => active);
  const isOnly = their?.state === "undecided" && our && otherTheirs.length === 0 && otherOurs.length === 0;
  return isOnly && !taken.has(our.id) ? [{ remoteId: their.remote_id, state: "linked", locationId: our.id }] : [];
}

function isSame(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
