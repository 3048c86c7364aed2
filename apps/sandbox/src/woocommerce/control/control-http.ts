// The control API over HTTP, under /_sandbox of the same port. It needs no key: the store is on this machine only.
import { ZodError } from "zod";
import { type HttpAnswer, jsonType } from "../server/http-answer.ts";
import type { HttpRequest } from "../server/http-request.ts";
import { type Json, type JsonObject, parseJson } from "../wordpress/json.ts";
import { RestError } from "../wordpress/rest-error.ts";
import { type ControlAction, controlActions } from "./control-actions.ts";
import type { WooControl } from "./woo-control.ts";

export type ControlHttp = { answer(request: HttpRequest): Promise<HttpAnswer> };

const prefix = "/_sandbox";

// `about` tells a client the store's address and keys.
export function createControlHttp(control: WooControl, about: () => JsonObject): ControlHttp {
  const actions = controlActions(control).map((action) => ({ action, pattern: toPattern(action.path) }));
  const index = () => ({ store: about(), actions: actions.map(({ action }) => describe(action)) });
  return {
    async answer(request) {
      const path = request.url.split("?")[0]?.slice(prefix.length).replace(/\/$/, "") ?? "";
      if (path === "") return json(200, index());
      const found = actions.find(({ action, pattern }) => action.method === request.method && pattern.test(path));
      if (!found) return json(404, { error: `no action ${request.method} ${path}; see GET ${prefix}` });
      return run(found.action, found.pattern.exec(path)?.groups ?? {}, request);
    },
  };
}

function toPattern(path: string): RegExp {
  return new RegExp(`^${path.replace("{id}", "(?<id>\\d+)").replace("{name}", "(?<name>[^/]+)")}$`);
}

function describe({ method, path, about }: ControlAction): string {
  return `${method} ${prefix}${path}: ${about}`;
}

async function run(action: ControlAction, groups: Record<string, string>, request: HttpRequest): Promise<HttpAnswer> {
  try {
    const body = request.body === "" ? {} : parseJson(request.body);
    const result = await action.run({
      id: Number(groups.id ?? 0),
      name: groups.name ?? "",
      query: request.query,
      body,
    });
    return json(200, result ?? null);
  } catch (error) {
    if (error instanceof RestError) return json(error.status, error.toJson());
    if (error instanceof ZodError) return json(400, { error: error.message });
    return json(400, { error: error instanceof Error ? error.message : String(error) });
  }
}

function json(status: number, value: Json): HttpAnswer {
  return { status, headers: { "Content-Type": jsonType }, body: JSON.stringify(value) };
}
