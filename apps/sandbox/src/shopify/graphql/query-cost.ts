// What a document costs: an object one point, a scalar nothing, a mutation ten, a connection by its page size.
// https://shopify.dev/docs/api/usage/limits; how pages count was read off real answers, see `timesFor`.
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";

type PageCost = "observed" | "linear";
export type CostQuestion = {
  schema: GraphQLSchema;
  document: DocumentNode;
  operation: OperationDefinitionNode;
  variables: Readonly<Record<string, unknown>>;
  pages: PageCost;
};

const mutationCost = 10;

export function requestedCost(question: CostQuestion): number {
  return Math.round(costOf(question, undefined));
}

/** By what was found: an absent object costs nothing, a page as much as it holds. */
export function actualCost(question: CostQuestion, data: unknown): number {
  return Math.round(costOf(question, { value: data }));
}

type Found = { value: unknown } | undefined;

function costOf(question: CostQuestion, found: Found): number {
  const { operation, schema } = question;
  if (operation.operation === "mutation") return mutationCost * Math.max(1, operation.selectionSet.selections.length);
  const fragments = new Map(
    question.document.definitions.filter(isFragment).map((fragment) => [fragment.name.value, fragment]),
  );
  const root = schema.getQueryType();
  return root ? selectionCost({ ...question, fragments }, operation.selectionSet, root, found) : 0;
}

function isFragment(definition: { kind: string }): definition is FragmentDefinitionNode {
  return definition.kind === Kind.FRAGMENT_DEFINITION;
}

type Walk = CostQuestion & { fragments: ReadonlyMap<string, FragmentDefinitionNode> };

function selectionCost(walk: Walk, set: SelectionSetNode, parent: GraphQLNamedType, found: Found): number {
  let own = 0;
  let dearest = 0;
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) {
      own += fieldCost(walk, selection, parent, found);
      continue;
    }
    const part = selection.kind === Kind.INLINE_FRAGMENT ? selection : walk.fragments.get(selection.name.value);
    if (!part) continue;
    const name = part.typeCondition?.name.value ?? parent.name;
    const type = walk.schema.getType(name) ?? parent;
    const cost = selectionCost(walk, part.selectionSet, type, found);
    // Of several types that an interface or a union may turn out to be, the dearest counts.
    if (isAbstractType(parent) && type !== parent && !isInterfaceType(type)) dearest = Math.max(dearest, cost);
    else own += cost;
  }
  return own + dearest;
}

function fieldCost(walk: Walk, node: FieldNode, parent: GraphQLNamedType, found: Found): number {
  if (!isObjectType(parent) && !isInterfaceType(parent)) return 0;
  const field = parent.getFields()[node.name.value];
  if (!field || !node.selectionSet) return 0;
  const type = getNamedType(field.type);
  if (isLeafType(type)) return 0;
  const inner = childOf(found, node.alias?.value ?? node.name.value);
  if (inner && (inner.value === null || inner.value === undefined)) return 0;
  if (type.name.endsWith("Connection")) return connectionCost(walk, node, type, inner);
  const list = inner && Array.isArray(inner.value) ? inner.value : undefined;
  if (list && list.length === 0) return 0;
  const sample = list ? { value: list[0] } : inner;
  return (isFree(type.name) ? 0 : 1) + selectionCost(walk, node.selectionSet, type, sample);
}

// Edges are part of their connection.
function isFree(type: string): boolean {
  return type === "PageInfo" || type.endsWith("Edge");
}

function connectionCost(walk: Walk, node: FieldNode, type: GraphQLNamedType, found: Found): number {
  if (!node.selectionSet) return 0;
  const each = selectionCost(walk, node.selectionSet, type, undefined);
  const size = found ? foundSize(found.value) : askedSize(walk, node);
  return each * timesFor(size, walk.pages);
}

// Observed: 250 items count as 12 (community.shopify.dev, thread 23101), not as 250; one counts as one.
function timesFor(size: number, pages: PageCost): number {
  return pages === "linear" || size <= 1 ? size : 1 + 2 * Math.log(size);
}

function askedSize({ variables }: Walk, node: FieldNode): number {
  for (const { name, value } of node.arguments ?? []) {
    if (name.value !== "first" && name.value !== "last") continue;
    if (value.kind === Kind.INT) return Number(value.value);
    if (value.kind === Kind.VARIABLE) {
      const given = variables[value.name.value];
      if (typeof given === "number") return given;
    }
  }
  return 1;
}

function foundSize(value: unknown): number {
  const nodes = childOf({ value }, "nodes")?.value ?? childOf({ value }, "edges")?.value;
  return Array.isArray(nodes) ? nodes.length : 1;
}

function childOf(found: Found, name: string): Found {
  if (!found) return undefined;
  if (typeof found.value !== "object" || found.value === null) return { value: undefined };
  return { value: Object.entries(found.value).find(([key]) => key === name)?.[1] };
}
