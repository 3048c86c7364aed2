// The operations of /openapi.json, as a test that walks all of them needs them.
import type { TestHub } from "./test-hub.ts";

export type Schema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly example?: unknown;
  readonly examples?: readonly unknown[];
};

type Parameter = { readonly name: string; readonly in: "path" | "query" | "header"; readonly schema: Schema };
type Described = {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly security?: readonly object[];
};

export type Operation = {
  /** Such as `GET /api/v1/orders/{id}`. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: Schema | undefined;
  readonly isPublic: boolean;
};

export type DescribedApi = { readonly operations: readonly Operation[]; resolve(schema: Schema): Schema };

export async function describedApi(hub: TestHub): Promise<DescribedApi> {
  const { body: document } = await hub.call("GET", "/openapi.json", undefined, null);
  const paths: Readonly<Record<string, Readonly<Record<string, Described>>>> = document.paths;
  const schemas: Readonly<Record<string, Schema>> = document.components.schemas;
  const resolve = (schema: Schema): Schema => {
    if (schema.$ref === undefined) return schema;
    const named = schemas[schema.$ref.split("/").at(-1) ?? ""];
    if (!named) throw new Error(`${schema.$ref} leads nowhere`);
    return resolve(named);
  };
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => toOperation(method, path, described)),
  );
  return { operations, resolve };
}

function toOperation(lower: string, path: string, { parameters = [], requestBody, security }: Described): Operation {
  const method = lower.toUpperCase();
  const [content] = Object.values(requestBody?.content ?? {});
  const name = `${method} ${path}`;
  return { name, method, path, parameters, body: content?.schema, isPublic: security?.length === 0 };
}

/** The path of an operation with its parameters filled in. */
export function filled(path: string, valueFor: (name: string) => string): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => valueFor(name));
}

/** The PixelPim dialect tells errors in a shape of its own. */
export function isPixelPims(path: string): boolean {
  return /^\/integrations?(?![^/?])/.test(path);
}
