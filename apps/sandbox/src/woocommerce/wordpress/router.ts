// Finds the route for a path and a method, and the methods that a path allows.
import type { Method, RestRoute } from "./rest-route.ts";

type Compiled = { route: RestRoute; pattern: RegExp; names: string[] };
export type Match = { route: RestRoute; path: Record<string, string> };
export type Router = {
  find(method: Method, path: string): Match | undefined;
  allowed(path: string): Method[];
  templates(): Map<string, Set<Method>>;
};

const methodOrder: readonly Method[] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

// Each route is found under the prefix; the index routes bring their whole path.
export function createRouter(routes: readonly RestRoute[], prefix = ""): Router {
  const compiled = routes.map((route) => compile(route, prefix));
  return {
    find(method, path) {
      for (const { route, pattern, names } of compiled) {
        const match = route.methods.includes(method) ? pattern.exec(path) : null;
        if (match)
          return { route, path: Object.fromEntries(names.map((name, index) => [name, match[index + 1] ?? ""])) };
      }
      return undefined;
    },
    allowed(path) {
      const methods = new Set(
        compiled.filter(({ pattern }) => pattern.test(path)).flatMap(({ route }) => route.methods),
      );
      return methodOrder.filter((method) => methods.has(method));
    },
    templates() {
      const templates = new Map<string, Set<Method>>();
      for (const { template, methods } of routes) {
        templates.set(`${prefix}${template}`, new Set([...(templates.get(`${prefix}${template}`) ?? []), ...methods]));
      }
      return templates;
    },
  };
}

function compile(route: RestRoute, prefix: string): Compiled {
  const names = [...route.template.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
  const source = `${prefix}${route.template}`.replace(/\{(\w+)\}/g, (_, name) =>
    name.endsWith("slug") ? "([\\w-]+)" : "(\\d+)",
  );
  return { route, pattern: new RegExp(`^${source}/?$`), names };
}

// The first router that knows the path answers.
export function joinRouters(...routers: readonly Router[]): Router {
  return {
    find: (method, path) => firstOf(routers, (router) => router.find(method, path)),
    allowed: (path) => routers.flatMap((router) => router.allowed(path)),
    templates: () => new Map(routers.flatMap((router) => [...router.templates()])),
  };
}

function firstOf<T, R>(items: readonly T[], look: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = look(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
