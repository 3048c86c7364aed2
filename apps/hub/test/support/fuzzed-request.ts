// One request to an operation of the API: mostly what could be meant, with something wrong about it.
import { gzipSync } from "node:zlib";
import { filled, type Operation } from "./described-api.ts";
import { HOSTILE_TEXTS } from "./hostile-values.ts";
import { type Likely, likelyValue } from "./likely-values.ts";
import type { Seeded } from "./seeded.ts";

export type FuzzedRequest = {
  readonly operation: Operation;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
};

export function fuzzedRequest(likely: Likely, operation: Operation, token: string): FuzzedRequest {
  const { random } = likely;
  const method = random.chance(0.02) ? random.pick(["HEAD", "OPTIONS", "PUT", "PATCH", "TRACE"]) : operation.method;
  const { body, headers } = bodyOf(likely, operation);
  const path = pathOf(likely, operation) + queryOf(likely, operation);
  return { operation, method, path, headers: { ...headers, ...authorization(random, token), ...extra(random) }, body };
}

const BAD_PARTS = [
  "%zz", "%", "%c0%af", "%ff", "%ed%a0%80", "%00", "..%2f..", "%2e%2e", "%252e", "a%0d%0ab", "0", "-1", "1.5",
  "9".repeat(400), "2147483648", "NaN", "__proto__", "constructor", "字".repeat(200), "x".repeat(3_000), ";a=b", "*",
]; // biome-ignore format: a list to look through

function pathOf({ random, known }: Likely, { method, path }: Operation): string {
  const list = path.split("/").findLast((part) => Object.hasOwn(known, part)) ?? "";
  return filled(path, (name) => {
    if (random.chance(0.15)) return asPart(random, random.pick(BAD_PARTS));
    if (random.chance(0.1)) return asPart(random, random.pick(HOSTILE_TEXTS));
    // What is there at the beginning stays, or there would soon be nothing left to try.
    const there = method === "DELETE" && path.endsWith(`{${name}}`) ? known.spare : known[name === "id" ? list : name];
    return asPart(random, String(random.pick(there ?? [1, 2])));
  });
}

/** What is no ASCII is encoded; broken escapes stay as they are. */
function asPart(random: Seeded, text: string): string {
  if (/^%|%2|%0d/.test(text)) return text.includes("\u0000") ? "%00" : encodedBeyondAscii(text);
  return random.chance(0.97) ? encoded(text) : encodedBeyondAscii(text).replaceAll(/[\s#?]/g, "%20");
}

function encodedBeyondAscii(text: string): string {
  return text.replaceAll(/[^\x21-\x7e]+/gu, encoded);
}

function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

function queryOf(likely: Likely, { parameters }: Operation): string {
  const { random } = likely;
  const pairs = parameters
    .filter((parameter) => parameter.in === "query" && random.chance(0.35))
    .map(({ name, schema }) => `${name}=${asPart(random, textOf(likelyValue(likely, schema, name)))}`);
  if (random.chance(0.05))
    pairs.push(random.pick(["limit[]=1", "limit[a]=1", "__proto__[x]=1", "a=%zz", "limit=1&limit=2", "=", "&&&"]));
  return pairs.length > 0 ? `?${pairs.join("&")}` : "";
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

type Sent = { readonly body: Buffer | undefined; readonly headers: Readonly<Record<string, string>> };

const json = (text: string | Buffer): Sent => ({
  body: Buffer.from(text),
  headers: { "content-type": "application/json" },
});

function bodyOf(likely: Likely, { body: schema, method }: Operation): Sent {
  const { random } = likely;
  if (method === "GET" || (schema === undefined && random.chance(0.9))) return { body: undefined, headers: {} };
  const text = JSON.stringify(likelyValue(likely, schema ?? {}, "")) ?? "";
  if (random.chance(0.85)) return json(text);
  return random.pick(WRONG_BODIES)(text, random);
}

const WRONG_BODIES: readonly ((text: string, random: Seeded) => Sent)[] = [
  (text) => json(text.slice(0, -1)),
  (text) => json(text.replace("{", '{"name":1,"name":"b","id":1,"id":2,')),
  (text) => json(text.replace("{", '{"__proto__":{"polluted":true},')),
  (text) => json(text.replace("{", '{"constructor":{"prototype":{"polluted":true}},')),
  (text) => json(text.replaceAll(/:\d+/g, ":1e999")),
  (text) => json(`\ufeff${text}`),
  (text) => json(Buffer.from(text, "utf16le")),
  (text) => json(Buffer.concat([Buffer.from(text.slice(0, -1)), Buffer.from([0xc3, 0x28, 0xff, 0x7d])])),
  (_text, random) => json("[".repeat(10 ** (1 + random.whole(5)))),
  (_text, random) => json(`${'{"a":'.repeat(10 ** random.whole(5))}1`),
  (_text, random) => json(`${"[".repeat(5_000)}${"]".repeat(5_000)}${random.pick(["", "]"])}`),
  (_text, random) => json(random.pick(["", " ", "null", "true", "7", '"text"', "[]", "[null]", "{}", "NaN", "'a'"])),
  (_text, random) => json(random.chance(0.3) ? `{"name":"${"x".repeat(2_200_000)}"}` : `"${"y".repeat(100_000)}"`),
  (text, random) => ({ body: Buffer.from(text), headers: { "content-type": random.pick(WRONG_TYPES) } }),
  (text) => ({ body: Buffer.from(text), headers: {} }),
  (text) => ({ body: gzipSync(text), headers: { ...json(text).headers, "content-encoding": "gzip" } }),
  (text) => ({ body: Buffer.from(text), headers: { ...json(text).headers, "content-encoding": "br" } }),
];

const WRONG_TYPES = [
  "text/plain", "text/csv", "application/xml", "multipart/form-data; boundary=x", "application/json; charset=utf-16",
  "application/json;", "application/json, text/csv", "application/vnd.api+json", "x", "/", "application/x-www-form-urlencoded",
  "__proto__", "application/octet-stream", `application/${"j".repeat(3_000)}`,
]; // biome-ignore format: a list to look through

function authorization(random: Seeded, token: string): Readonly<Record<string, string>> {
  if (random.chance(0.95)) return { authorization: `Bearer ${token}` };
  const wrong = [
    "",
    "Bearer",
    "Basic b3duZXI6eA==",
    "Bearer lgx_",
    `Bearer ${"x".repeat(8_000)}`,
    "Bearer a.b.c",
    "bearer\t1",
  ];
  return random.chance(0.3) ? {} : { authorization: random.pick(wrong) };
}

function extra(random: Seeded): Readonly<Record<string, string>> {
  if (random.chance(0.9)) return {};
  return random.pick<Readonly<Record<string, string>>>([
    { "idempotency-key": "k".repeat(300) },
    { "idempotency-key": "a key" },
    { "x-forwarded-for": "not an address", "x-forwarded-host": "evil.example", forwarded: "for=1" },
    { accept: "text/html;q=x", "accept-encoding": "*", "accept-language": "\u00ff" },
    { "if-none-match": "*", range: "bytes=0-99999999999" },
    { "x-http-method-override": "DELETE", "content-md5": "x" },
    Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`x-many-${at}`, "x"])),
    { __proto__x: "1", constructor: "1", "x-long": "y".repeat(6_000) },
  ]);
}
