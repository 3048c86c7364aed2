// The index of the API and of its namespace: what a client can learn without a key.
import type { WooState } from "../state/woo-state.ts";
import type { Json, JsonObject } from "../wordpress/json.ts";
import { ok, type RestRoute } from "../wordpress/rest-route.ts";
import { cleanName } from "../wordpress/text.ts";

export type Templates = () => Map<string, Iterable<string>>;

function rootIndex(state: WooState): JsonObject {
  const { home, storeName, offsetMinutes } = state.settings;
  return {
    name: cleanName(storeName),
    description: "",
    url: home,
    home,
    gmt_offset: offsetMinutes / 60,
    timezone_string: offsetMinutes === -300 ? "America/New_York" : "",
    page_for_posts: 0,
    page_on_front: 0,
    show_on_front: "posts",
    namespaces: ["oembed/1.0", "wc/v1", "wc/v2", "wc/v3", "wc/store", "wc/store/v1", "wp/v2", "wp-site-health/v1"],
    authentication: {
      "application-passwords": { endpoints: { authorization: `${home}/wp-admin/authorize-application.php` } },
    },
    routes: {},
    _links: { help: [{ href: "https://developer.wordpress.org/rest-api/" }] },
  };
}

export function indexRoutes(state: WooState, templates: Templates): RestRoute[] {
  return [
    { methods: ["GET"], template: "/", right: "public", handle: () => ok(rootIndex(state)) },
    { methods: ["GET"], template: "/wc/v3", right: "public", handle: () => ok(namespaceIndex(state, templates())) },
  ];
}

function namespaceIndex(state: WooState, templates: Map<string, Iterable<string>>): JsonObject {
  const routes = [...templates].map(([template, methods]): [string, Json] => {
    const path = template.replace(/\{(\w+)\}/g, (_, name) => `(?P<${name}>[\\d]+)`);
    const allowed = [...methods];
    return [path, { namespace: "wc/v3", methods: allowed, endpoints: [{ methods: allowed, args: {} }] }];
  });
  const self = `${state.settings.home}/wp-json/wc/v3`;
  return {
    namespace: "wc/v3",
    routes: Object.fromEntries(routes),
    _links: { up: [{ href: `${state.settings.home}/wp-json/` }], self: [{ href: self }] },
  };
}
