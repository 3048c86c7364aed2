// Shopify's search syntax: field:value, comparisons, quotes, AND, OR, NOT, "-", brackets.
// https://shopify.dev/docs/api/usage/search-syntax

type Term = { readonly field: string | undefined; readonly operator: Operator; readonly value: string };
type Operator = ":" | ">" | ">=" | "<" | "<=";
export type Query =
  | { readonly kind: "all" }
  | { readonly kind: "term"; readonly term: Term }
  | { readonly kind: "not"; readonly inner: Query }
  | { readonly kind: "and" | "or"; readonly left: Query; readonly right: Query };

const everything: Query = { kind: "all" };
const tokenPattern = /\(|\)|-?(?:[A-Za-z_.]+:)?(?:>=|<=|>|<)?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s()]+)/g;

export function parseSearch(text: string): Query {
  const tokens = text.match(tokenPattern) ?? [];
  let position = 0;
  const peek = () => tokens[position];
  const next = () => tokens[position++];

  const parseOr = (): Query => {
    let left = parseAnd();
    while (peek()?.toUpperCase() === "OR") {
      next();
      left = { kind: "or", left, right: parseAnd() };
    }
    return left;
  };
  const parseAnd = (): Query => {
    let left = parseOne();
    while (peek() !== undefined && peek() !== ")" && peek()?.toUpperCase() !== "OR") {
      if (peek()?.toUpperCase() === "AND") next();
      left = { kind: "and", left, right: parseOne() };
    }
    return left;
  };
  const parseOne = (): Query => {
    const token = next();
    if (token === undefined) return everything;
    if (token.toUpperCase() === "NOT") return { kind: "not", inner: parseOne() };
    if (token !== "(") return toTerm(token);
    const inner = parseOr();
    if (peek() === ")") next();
    return inner;
  };
  return tokens.length === 0 ? everything : parseOr();
}

function toTerm(token: string): Query {
  if (token.startsWith("-")) return { kind: "not", inner: toTerm(token.slice(1)) };
  const match = /^(?:([A-Za-z_.]+):)?(>=|<=|>|<)?([\s\S]*)$/.exec(token);
  const operator = toOperator(match?.[2]);
  const value = (match?.[3] ?? "").replace(/^(["'])([\s\S]*)\1$/, "$2").replace(/\\(.)/g, "$1");
  return { kind: "term", term: { field: match?.[1]?.toLowerCase(), operator, value } };
}

function toOperator(text: string | undefined): Operator {
  return text === ">" || text === ">=" || text === "<" || text === "<=" ? text : ":";
}

export type Matcher<Item> = (item: Item, term: Term) => boolean;

/** Fields by name; `undefined` as a name is text without a field. An unknown field filters nothing and is reported. */
export function matches<Item>(
  query: Query,
  item: Item,
  matchers: Readonly<Record<string, Matcher<Item>>>,
  onUnknown: (field: string) => void,
): boolean {
  switch (query.kind) {
    case "all":
      return true;
    case "not":
      return !matches(query.inner, item, matchers, onUnknown);
    case "and":
      return matches(query.left, item, matchers, onUnknown) && matches(query.right, item, matchers, onUnknown);
    case "or":
      return matches(query.left, item, matchers, onUnknown) || matches(query.right, item, matchers, onUnknown);
    case "term": {
      const name = query.term.field ?? "default";
      const matcher = matchers[name];
      if (!matcher) onUnknown(name);
      return matcher ? matcher(item, query.term) : true;
    }
  }
}

export function byNumber<Item>(read: (item: Item) => number): Matcher<Item> {
  return (item, { operator, value }) => compares(read(item), operator, Number(value));
}

// Whole days count from midnight, as "created_at:>=2026-11-01".
export function byTime<Item>(read: (item: Item) => number): Matcher<Item> {
  return (item, { operator, value }) => {
    const time = value === "now" ? Date.now() : Date.parse(value);
    return Number.isNaN(time) ? true : compares(read(item), operator, time);
  };
}

export function byText<Item>(read: (item: Item) => string | null | readonly string[]): Matcher<Item> {
  return (item, { value }) => {
    const texts = [read(item)].flat();
    const wanted = value.toLowerCase();
    if (wanted === "*") return texts.some((text) => text !== null && text !== "");
    if (wanted.endsWith("*")) return texts.some((text) => text?.toLowerCase().startsWith(wanted.slice(0, -1)));
    return texts.some((text) => text?.toLowerCase() === wanted);
  };
}

function compares(left: number, operator: Operator, right: number): boolean {
  if (operator === ":") return left === right;
  if (operator === ">") return left > right;
  if (operator === ">=") return left >= right;
  return operator === "<" ? left < right : left <= right;
}
