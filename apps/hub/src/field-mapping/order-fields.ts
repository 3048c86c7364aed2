// Fields of a merchant's own on an order, found in the store's reply by paths that the merchant wrote: where the VAT number of a
// plugin lies, say. Pure, and never in the way: what is not there is null.

/** Name of ours → path in the store's reply, such as `billing.company` or `meta_data[_vat_number]`. */
export type OrderFields = Readonly<Record<string, string>>;

type Step = { readonly name: string } | { readonly key: string };

const PATH = /^[\w-]+(?:\.[\w-]+|\[[^[\]]+\])*$/;

/** Whether a path can be read at all. */
export function isFieldPath(path: string): boolean {
  return path.length <= 200 && PATH.test(path);
}

/** Null where the merchant wants nothing of the kind. */
export function orderFieldsOf(reply: unknown, fields: OrderFields): Record<string, unknown> | null {
  const wanted = Object.entries(fields);
  if (wanted.length === 0) return null;
  return Object.fromEntries(wanted.map(([name, path]) => [name, valueAt(reply, stepsOf(path))]));
}

function stepsOf(path: string): Step[] {
  return [...path.matchAll(/\[([^[\]]+)\]|([\w-]+)/g)].map(([, key, name]) =>
    key === undefined ? { name: name ?? "" } : { key },
  );
}

function valueAt(value: unknown, steps: readonly Step[]): unknown {
  let at: unknown = value;
  for (const step of steps) at = "name" in step ? memberOf(at, step.name) : entryOf(at, step.key);
  return at ?? null;
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}

/** Of a list: the entry at this place, or the value of the entry that is called so, as stores write their extra data. */
function entryOf(list: unknown, key: string): unknown {
  if (!Array.isArray(list)) return memberOf(list, key);
  if (/^\d+$/.test(key)) return list[Number(key)];
  const entry: unknown = list.find((each: unknown) =>
    ["key", "name", "code"].some((label) => memberOf(each, label) === key),
  );
  const value = memberOf(entry, "value");
  return value === undefined ? entry : value;
}
