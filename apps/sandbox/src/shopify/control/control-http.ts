// The control API over HTTP, under /_sandbox of the same port. It needs no key: the store is on this machine only.
import { ZodError } from "zod";
import { type HttpAnswer, jsonAnswer } from "../server/http-answer.ts";
import { type HttpRequest, parseJson } from "../server/http-request.ts";
import { type ControlAction, controlActions } from "./control-actions.ts";
import type { ShopifyControl } from "./shopify-control.ts";

export type ControlHttp = { answer(request: HttpRequest): Promise<HttpAnswer> };

const prefix = "/_sandbox";

// `about` tells a client the store's address and keys.
export function createControlHttp(control: ShopifyControl, about: () => object): ControlHttp {
  const actions = controlActions(control).map((action) => ({ action, pattern: toPattern(action.path) }));
  const index = () => ({
    store: about(),
    actions: actions.map(({ action }) => `${action.method} ${prefix}${action.path}: ${action.about}`),
  });
  return {
    async answer(request) {
      const path = request.path.slice(prefix.length).replace(/\/$/, "");
      if (path === "") return jsonAnswer(200, index());
      const found = actions.find(({ action, pattern }) => action.method === request.method && pattern.test(path));
      if (!found) return jsonAnswer(404, { error: `no action ${request.method} ${path}; see GET ${prefix}` });
      return run(found.action, found.pattern.exec(path)?.groups ?? {}, request);
    },
  };
}

function toPattern(path: string): RegExp {
  return new RegExp(`^${path.replace("{id}", "(?<id>\\d+)").replace("{sku}", "(?<sku>[^/]+)")}$`);
}

async function run(action: ControlAction, groups: Record<string, string>, request: HttpRequest): Promise<HttpAnswer> {
  try {
    const body = request.body === "" ? {} : parseJson(request.body);
    const id = Number(groups.id ?? 0);
    const result = await action.run({ id, sku: decodeURIComponent(groups.sku ?? ""), body });
    return jsonAnswer(200, result ?? { done: true });
  } catch (error) {
    if (error instanceof ZodError) return jsonAnswer(400, { error: error.message });
    return jsonAnswer(400, { error: error instanceof Error ? error.message : String(error) });
  }
}
