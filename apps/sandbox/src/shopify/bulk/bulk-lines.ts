// The result of a bulk query as lines: every node of a connection is one, nested ones name their parent.
import { type FieldNode, Kind, type SelectionSetNode } from "graphql";

export type BulkLines = { lines: object[]; roots: number };

export function toLines(data: unknown, selection: SelectionSetNode): BulkLines {
  const lines: object[] = [];
  const roots = collect(data, selection, undefined, lines);
  return { lines, roots: roots.count };
}

type Collected = { own: object; count: number };

function collect(value: unknown, selection: SelectionSetNode, parentId: unknown, lines: object[]): Collected {
  const own: Record<string, unknown> = {};
  let count = 0;
  const nested: (() => void)[] = [];
  const entries = new Map(isRecord(value) ? Object.entries(value) : []);
  const id = entries.get("id") ?? parentId;
  for (const field of fieldsOf(selection)) {
    const name = field.alias?.value ?? field.name.value;
    const found = entries.get(name);
    const nodes = field.selectionSet && nodesOf(found);
    if (!nodes || !field.selectionSet) {
      if (entries.has(name)) own[name] = found;
      continue;
    }
    const nodeSelection = nodeSelectionOf(field.selectionSet);
    count += nodes.length;
    nested.push(() => {
      for (const node of nodes) emit(node, nodeSelection, id, lines);
    });
  }
  for (const run of nested) run();
  return { own, count };
}

// A node's line comes before those of its children.
function emit(node: unknown, selection: SelectionSetNode, parentId: unknown, lines: object[]): void {
  const children: object[] = [];
  const { own } = collect(node, selection, undefined, children);
  lines.push(parentId === undefined ? own : { ...own, __parentId: parentId }, ...children);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function nodesOf(value: unknown): unknown[] | undefined {
  if (!isRecord(value)) return undefined;
  if (Array.isArray(value.nodes)) return value.nodes;
  if (!Array.isArray(value.edges)) return undefined;
  return value.edges.map((edge: unknown) => (isRecord(edge) ? edge.node : undefined));
}

export function nodeSelectionOf(selection: SelectionSetNode): SelectionSetNode {
  for (const field of fieldsOf(selection)) {
    if (field.name.value === "nodes" && field.selectionSet) return field.selectionSet;
    if (field.name.value === "edges" && field.selectionSet) return nodeSelectionOf(field.selectionSet);
    if (field.name.value === "node" && field.selectionSet) return field.selectionSet;
  }
  return selection;
}

export function fieldsOf(selection: SelectionSetNode): FieldNode[] {
  return selection.selections.flatMap((one) => {
    if (one.kind === Kind.FIELD) return [one];
    return one.kind === Kind.INLINE_FRAGMENT ? fieldsOf(one.selectionSet) : [];
  });
}

export function isConnectionField(field: FieldNode): boolean {
  return (
    field.selectionSet !== undefined &&
    fieldsOf(field.selectionSet).some(({ name }) => name.value === "edges" || name.value === "nodes")
  );
}
