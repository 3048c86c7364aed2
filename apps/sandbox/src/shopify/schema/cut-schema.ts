// Cuts the official Admin API schema down to the types and fields that the simulator answers. Facts only: no prose.
import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
  type NamedTypeNode,
  type NameNode,
  parse,
  print,
  type TypeNode,
} from "graphql";
import { keptFields, keptInputs } from "./kept-fields.ts";

type Definitions = ReadonlyMap<string, DefinitionNode>;
type Named = DefinitionNode & { readonly name: NameNode };

export function cutSchema(official: string): string {
  const definitions: Definitions = new Map(
    parse(official, { noLocation: true })
      .definitions.filter(hasName)
      .map((definition) => [definition.name.value, definition]),
  );
  const kept = new Map<string, DefinitionNode>();
  const names = [...Object.keys(keptFields), ...keptInputs, ...payloadNames(definitions)];
  const known = new Set([...names, ...leafNames(definitions)]);
  for (const name of names) keep(name, { definitions, known, kept });
  for (const name of usedNames(kept)) keep(name, { definitions, known, kept });
  const idempotent = directiveOf(definitions, "idempotent");
  const root = parse("schema { query: QueryRoot mutation: Mutation }", { noLocation: true }).definitions;
  const sorted = [...kept].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, definition]) => definition);
  return [...root, ...idempotent, ...sorted].map(print).join("\n\n");
}

function directiveOf(definitions: Definitions, name: string): DefinitionNode[] {
  const directive = definitions.get(name);
  if (directive?.kind !== Kind.DIRECTIVE_DEFINITION) return [];
  return [withoutProse({ ...directive, arguments: (directive.arguments ?? []).map(withoutProse) })];
}

type Cut = { definitions: Definitions; known: ReadonlySet<string>; kept: Map<string, DefinitionNode> };

function hasName(definition: DefinitionNode): definition is Named {
  return "name" in definition && definition.name !== undefined;
}

// A kept mutation's payload, the errors in it and what its fields need.
function payloadNames(definitions: Definitions): string[] {
  const mutation = definitions.get("Mutation");
  if (mutation?.kind !== Kind.OBJECT_TYPE_DEFINITION) return [];
  const wanted = wishOf("Mutation");
  const payloads = (mutation.fields ?? [])
    .filter((field) => wanted.has(field.name.value))
    .map((field) => namedType(field.type));
  const errors = payloads.flatMap((name) => errorsOf(definitions.get(name)));
  return [...payloads, ...errors];
}

function errorsOf(payload: DefinitionNode | undefined): string[] {
  if (payload?.kind !== Kind.OBJECT_TYPE_DEFINITION) return [];
  return (payload.fields ?? []).map((field) => namedType(field.type)).filter((name) => name.endsWith("Error"));
}

function leafNames(definitions: Definitions): string[] {
  const leaves = [...definitions]
    .filter(([, { kind }]) => kind === Kind.ENUM_TYPE_DEFINITION || kind === Kind.SCALAR_TYPE_DEFINITION)
    .map(([name]) => name);
  return [...leaves, "String", "Int", "Float", "Boolean", "ID"];
}

function wishOf(type: string): ReadonlySet<string> {
  const wish = keptFields[type] ?? "*";
  return new Set(wish.split(" "));
}

function keep(name: string, { definitions, known, kept }: Cut): void {
  const definition = definitions.get(name);
  if (definition === undefined || kept.has(name)) return;
  if (definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION) {
    const fields = (definition.fields ?? []).filter((field) => isKeptField(name, field, known));
    const interfaces = (definition.interfaces ?? []).filter((one) => known.has(one.name.value) && fulfils(name, one));
    const trimmed = fields.map((field) => withoutProse({ ...field, arguments: keptArguments(field, known) }));
    kept.set(name, withoutProse({ ...definition, interfaces, fields: trimmed }));
  } else if (definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION) {
    const fields = (definition.fields ?? []).filter((field) => known.has(namedType(field.type))).map(withoutProse);
    kept.set(name, withoutProse({ ...definition, fields }));
  } else if (definition.kind === Kind.UNION_TYPE_DEFINITION) {
    const types = (definition.types ?? []).filter((one: NamedTypeNode) => known.has(one.name.value));
    kept.set(name, withoutProse({ ...definition, types }));
  } else if (definition.kind === Kind.ENUM_TYPE_DEFINITION) {
    kept.set(name, withoutProse({ ...definition, values: (definition.values ?? []).map(withoutProse) }));
  } else if (definition.kind !== Kind.DIRECTIVE_DEFINITION) kept.set(name, withoutProse(definition));
}

// A type that leaves out a field of an interface no longer has that interface.
function fulfils(type: string, { name }: NamedTypeNode): boolean {
  const wish = wishOf(type);
  const needed = [...wishOf(name.value)].filter((field) => field !== "*");
  return wish.has("*") || needed.every((field) => wish.has(field));
}

function isKeptField(type: string, field: FieldDefinitionNode, known: ReadonlySet<string>): boolean {
  const wish = wishOf(type);
  return (wish.has("*") || wish.has(field.name.value)) && known.has(namedType(field.type));
}

function keptArguments(field: FieldDefinitionNode, known: ReadonlySet<string>): InputValueDefinitionNode[] {
  return (field.arguments ?? []).filter((argument) => known.has(namedType(argument.type))).map(withoutProse);
}

function usedNames(kept: ReadonlyMap<string, DefinitionNode>): string[] {
  const used = [...kept.values()].flatMap((definition) => {
    if (!("fields" in definition)) return [];
    const fields: readonly (FieldDefinitionNode | InputValueDefinitionNode)[] = definition.fields ?? [];
    return fields.flatMap((field) => [
      namedType(field.type),
      ...("arguments" in field ? (field.arguments ?? []).map((argument) => namedType(argument.type)) : []),
    ]);
  });
  return [...new Set(used)];
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

// Descriptions and reasons of deprecation are prose; @oneOf is a fact.
function withoutProse<Node extends object>(node: Node): Node {
  const directives = "directives" in node ? node.directives : undefined;
  const facts = Array.isArray(directives)
    ? directives.filter((directive: ConstDirectiveNode) => directive.name.value === "oneOf")
    : [];
  return { ...node, description: undefined, directives: facts };
}
