// Values that a schema of the API would take, or nearly: so that what is sent gets past the door and into the hub.
import type { DescribedApi, Schema } from "./described-api.ts";
import { hostileAddress, hostileValue } from "./hostile-values.ts";
import type { Seeded } from "./seeded.ts";

export type Known = {
  /** By the name of a field or parameter: what is really there. */
  readonly [name: string]: readonly unknown[] | undefined;
};

export type Likely = {
  readonly random: Seeded;
  readonly api: DescribedApi;
  readonly known: Known;
  /** How often a value is a hostile one. */
  readonly hostility: number;
};

const DEEPEST = 6;

export function likelyValue(likely: Likely, given: Schema, name: string, depth = 0): unknown {
  const { random, api, known, hostility } = likely;
  if (random.chance(hostility)) return hostileValue(random, name);
  const there = known[name];
  if (there && random.chance(0.8)) return random.pick(there);
  const schema = api.resolve(given);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return random.pick(schema.enum);
  const examples = schema.examples ?? (schema.example === undefined ? [] : [schema.example]);
  if (examples.length > 0 && random.chance(0.5)) return withoutHosts(random, random.pick(examples));
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choices) return likelyValue({ ...likely, hostility: 0 }, random.pick(choices), name, depth + 1);
  const type = Array.isArray(schema.type) ? random.pick(schema.type) : (schema.type ?? "object");
  if (type === "object") return depth > DEEPEST ? {} : likelyObject(likely, schema, depth);
  if (type === "array") return depth > DEEPEST ? [] : likelyList(likely, schema, name, depth);
  return likelyScalar(random, schema, type);
}

function likelyObject(likely: Likely, { properties = {}, required = [], additionalProperties }: Schema, depth: number) {
  const wanted = Object.entries(properties).filter(
    ([name]) => likely.random.chance(0.45) || (required.includes(name) && likely.random.chance(0.97)),
  );
  const entries = wanted.map(([name, schema]) => [name, likelyValue(likely, schema, name, depth + 1)] as const);
  const more =
    typeof additionalProperties === "object"
      ? [[likely.random.pick(MADE_UP_NAMES), likelyValue(likely, additionalProperties, "", depth + 1)] as const]
      : [];
  return Object.fromEntries([...entries, ...more]);
}

const MADE_UP_NAMES = ["COLOR", "name", "sku", "constructor", "__proto__x", "PACKED", "pa_size", "a.b", "größe"];

function likelyList(likely: Likely, { items = {} }: Schema, name: string, depth: number): unknown[] {
  const length = likely.random.whole(4);
  return Array.from({ length }, () => likelyValue(likely, items, name, depth + 1));
}

function likelyScalar(random: Seeded, schema: Schema, type: string): unknown {
  if (type === "null") return null;
  if (type === "boolean") return random.chance(0.5);
  if (type === "integer" || type === "number") {
    const least = schema.minimum ?? 0;
    return least + random.whole(Math.min(100, Math.max(1, (schema.maximum ?? 100) - least)));
  }
  if (schema.format === "date-time") return `20${10 + random.whole(30)}-0${1 + random.whole(9)}-11T10:00:00Z`;
  if (schema.format === "email") return `u${random.whole(1_000_000)}@example.com`;
  if (schema.format === "uri") return hostileAddress(random);
  return random.pick(["a", "A-1", "Blue mug", "größe 字", "1", "12.50", "a password of mine", "x".repeat(60)]);
}

/** Examples name hosts of the internet; nothing here may make the hub look for them. */
function withoutHosts(random: Seeded, example: unknown): unknown {
  const text = JSON.stringify(example).replaceAll(/https?:\/\/[^"/]*/g, () => "http://127.0.0.1:1");
  const value: unknown = JSON.parse(text);
  return typeof value === "string" && /^[\w-]+(\.[\w-]+)+$/.test(value) ? hostileAddress(random) : value;
}
