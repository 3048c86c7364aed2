// The schema that the simulator carries is a true part of the official one, of both versions.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  buildSchema,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  parse,
  print,
  validateSchema,
} from "graphql";
import { expect, test } from "vitest";
import { adminSchema } from "../graphql/admin-schema.ts";
import { idempotentMutations } from "../graphql/idempotency.ts";
import { usualScopes } from "../options.ts";
import { hasOfficialSchema, officialFile, officialJson } from "../testing/official-schema.ts";
import { pick } from "../testing/shopify-client.ts";
import { cutSchema } from "./cut-schema.ts";

const carried = readFileSync(join(import.meta.dirname, "admin.graphql"), "utf8");

test("the carried schema is valid and holds no prose", () => {
  expect(validateSchema(buildSchema(carried))).toEqual([]);
  expect(carried).not.toContain('"""');
});

// Every "Type.field(argument: Type): Type", enum value and input field of a schema.
function factsOf(schema: GraphQLSchema): Set<string> {
  const facts = new Set<string>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith("__")) continue;
    facts.add(type.name);
    if (isEnumType(type)) for (const { name } of type.getValues()) facts.add(`${type.name}.${name}`);
    if (isInputObjectType(type))
      for (const field of Object.values(type.getFields())) facts.add(`${type.name}.${field.name}: ${field.type}`);
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      facts.add(`${type.name}.${field.name}: ${field.type}`);
      for (const argument of field.args) facts.add(`${type.name}.${field.name}(${argument.name}: ${argument.type})`);
    }
  }
  return facts;
}

// Gone in 2026-10, as the official list of changes says.
const removedIn202610 =
  /^Inventory(AdjustQuantities|SetQuantities|SetOnHandQuantities|MoveQuantities)UserErrorCode\.ITEM_NOT_STOCKED_AT_LOCATION$/;

test.runIf(hasOfficialSchema).each(["2026-07", "2026-10"])(
  "every type, field and argument is as in the official schema of %s",
  (version) => {
    const official = factsOf(buildSchema(officialFile(`admin_${version}.graphql`), { assumeValidSDL: true }));
    const own = [...factsOf(adminSchema())];
    expect(own.length).toBeGreaterThan(1_500);
    const foreign = own.filter((fact) => !official.has(fact));
    expect(version === "2026-10" ? foreign.filter((fact) => !removedIn202610.test(fact)) : foreign).toEqual([]);
  },
);

test.runIf(hasOfficialSchema)("it is what the script cuts out of the official file", () => {
  const cut = cutSchema(officialFile("admin_2026-07.graphql"));
  expect(print(parse(carried))).toBe(print(parse(cut)));
});

test.runIf(hasOfficialSchema)("mutations that need a key are those of the official list, and scopes exist", () => {
  const listed = officialJson("idempotent-mutations.json");
  const known = Object.keys(adminSchema().getMutationType()?.getFields() ?? {});
  const official = pick(listed, "2026-07");
  const names = Array.isArray(official) ? official.map((one) => String(pick(one, "mutation"))) : [];
  expect([...idempotentMutations].sort()).toEqual(names.filter((name) => known.includes(name)).sort());
  const scopes = pick(officialJson("access_2026-10.json"), "scopes");
  expect(Array.isArray(scopes) ? usualScopes.filter((scope) => !scopes.includes(scope)) : ["no list"]).toEqual([]);
});
