// What no honest caller sends. Names of hosts are left out: nothing here may make the hub ask a resolver.
import type { Seeded } from "./seeded.ts";

const HUGE = "9".repeat(400);

export const HOSTILE_TEXTS: readonly string[] = [
  "",
  " ",
  "\u0000",
  "a\u0000b",
  "a\ud800b",
  "\udc00",
  "\ufeff",
  "\u202e",
  "a\r\nx-injected: 1",
  "'; drop table orders; --",
  "1' or '1'='1",
  "{{7*7}}<%= 7*7 %>",
  "<script>alert(1)</script>",
  "../../../../etc/passwd",
  "..\\..\\windows",
  "%00%zz%",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "null",
  "undefined",
  "NaN",
  "Infinity",
  "-0",
  "1e999",
  "0x10",
  "2026-02-30T00:00:00Z",
  "9999-12-31T23:59:59.999Z",
  "-271821-04-20T00:00:00.000Z",
  HUGE,
  "x".repeat(201),
  "字".repeat(200),
  "😀".repeat(300),
  "e\u0301".repeat(2_000),
  "a.b.c[0].d",
  "(".repeat(3_000),
  "\\".repeat(501),
];

/** All of them are refused, or lie on this computer where nothing listens. */
const HOSTILE_ADDRESSES: readonly string[] = [
  "http://127.0.0.1:1",
  "https://127.0.0.1:1/shop",
  "http://10.0.0.1",
  "http://[::1]:1",
  "http://[::ffff:169.254.169.254]/latest/meta-data",
  "http://2130706433:1",
  "http://0x7f.1:1",
  "https://169.254.169.254",
  "https://user:secret@127.0.0.1:1",
  "javascript:alert(1)",
  "file:///etc/passwd",
  "ftp://127.0.0.1",
  "https://",
  "http://127.0.0.1:99999",
  "https://a b",
  "//",
  "data:,x",
];

const HOSTILE_OTHERS: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e21,
  -1e300,
  Number.MAX_SAFE_INTEGER,
  2_147_483_648,
  4_294_967_296,
  5e-324,
  [],
  {},
  [[]],
  [null],
  ["a", 1, {}],
  { a: { b: { c: null } } },
  { constructor: { prototype: { polluted: true } } },
  { toString: 1, valueOf: 2, length: 1e9 },
  { $ne: null },
  Array.from({ length: 2_000 }, (_, at) => at),
  Object.fromEntries(Array.from({ length: 1_500 }, (_, at) => [`key${at}`, at])),
];

export function hostileValue(random: Seeded, name: string): unknown {
  if (isAddress(name)) return random.chance(0.8) ? random.pick(HOSTILE_ADDRESSES) : random.pick(HOSTILE_OTHERS);
  return random.chance(0.5) ? random.pick(HOSTILE_TEXTS) : random.pick(HOSTILE_OTHERS);
}

export function hostileAddress(random: Seeded): string {
  return random.pick(HOSTILE_ADDRESSES);
}

function isAddress(name: string): boolean {
  return /url|src|images|settings|source|records/i.test(name);
}
