// Finds the route to a store's REST API and the way of proving who we are that gets through to it.
import { HubError } from "@logix/model";
import type { Tools } from "../../connector-kit/contract.ts";
import { excerptOf, jsonOf, type StoreReply } from "../../connector-kit/http.ts";
import { type Access, accessOf, askOpenly, openClient } from "./client.ts";
import { failureOf, redirectTarget } from "./failures.ts";
import {
  type Authorization,
  isInsecure,
  ROUTES,
  type Route,
  refuseInsecure,
  storeAddress,
  type WooSettings,
} from "./settings.ts";
import { type TroubleCode, trouble } from "./troubles.ts";

export type Entrance = { readonly access: Access; readonly reply: StoreReply };

export async function findAccess(settings: WooSettings, tools: Tools): Promise<Entrance> {
  refuseInsecure(settings);
  const entrance = await findRoute(settings, tools);
  return tryKeys(settings, tools, entrance);
}

/** The cheapest question that only a key may ask. */
const QUESTION = { method: "GET", path: "orders", query: { per_page: 1, _fields: "id" } } as const;

async function findRoute(settings: WooSettings, tools: Tools): Promise<Entrance> {
  const first = accessOf(settings);
  let last: StoreReply | undefined;
  for (const route of preferring(first.route, Object.keys(ROUTES).filter(isRoute))) {
    const access = { ...first, route };
    last = await openClient(settings, tools, access).send(QUESTION);
    if (isJson(last)) return { access, reply: last };
    await refuseUnusable(settings, tools, last);
  }
  throw await whyNoRoute(settings, tools, last);
}

function isRoute(name: string): name is Route {
  return name in ROUTES;
}

// A page in place of JSON may mean that this route does not exist; another may.
async function refuseUnusable(settings: WooSettings, tools: Tools, reply: StoreReply): Promise<void> {
  if (reply.status >= 300 && reply.status < 400) return refuseMoved(settings, tools, reply);
  if (reply.status >= 400 && reply.status !== 404) throw failureOf(reply, "GET");
}

const MOST_HOPS = 5;

async function refuseMoved(settings: WooSettings, tools: Tools, reply: StoreReply): Promise<void> {
  let target = redirectTarget(reply);
  if (target === null || target === storeAddress(settings)) return;
  for (let hops = 1; hops < MOST_HOPS; hops += 1) {
    const next: StoreReply = await askOpenly(settings, tools, `${target}/wp-json/`);
    const further = next.status >= 300 && next.status < 400 ? redirectTarget(next) : null;
    if (further === null || further === target) break;
    target = further;
  }
  throw trouble("redirected", { also: target });
}

// QUIRK(woocommerce): with plain permalinks only ?rest_route= is left, and there WooCommerce does not look at keys.
async function whyNoRoute(settings: WooSettings, tools: Tools, last: StoreReply | undefined): Promise<HubError> {
  const root = await askOpenly(settings, tools, `${storeAddress(settings)}/?rest_route=/`);
  if (root.status === 200 && isJson(root)) return trouble("permalinks_plain");
  const remote = last && { status: last.status, excerpt: excerptOf(last) };
  return trouble(last?.status === 200 ? "html_answer" : "rest_unavailable", { remote });
}

async function tryKeys(settings: WooSettings, tools: Tools, entrance: Entrance): Promise<Entrance> {
  let failure = trouble("wrong_key");
  for (const auth of waysOf(settings, entrance.access.auth)) {
    const access = { ...entrance.access, auth };
    const known = auth === entrance.access.auth;
    const reply = known ? entrance.reply : await openClient(settings, tools, access).send(QUESTION);
    if (reply.status === 200) return { access, reply };
    failure = await diagnosisOf(settings, tools, access, reply);
    // QUIRK(woocommerce): a server that drops the Authorization header looks like a wrong key; keys in the query arrive.
    if (failure.details.code !== "wrong_key") break;
  }
  throw failure;
}

function waysOf(settings: WooSettings, first: Authorization): readonly Authorization[] {
  return isInsecure(settings) ? ["oauth"] : preferring(first, ["basic", "query"]);
}

async function diagnosisOf(settings: WooSettings, tools: Tools, access: Access, reply: StoreReply): Promise<HubError> {
  const failure = failureOf(reply, "GET");
  const { code, remote } = failure.details;
  if (code === "route_missing") return trouble("woocommerce_missing", { remote });
  if (code !== "wrong_secret") return failure;
  const writes = !settings.readOnly && (await mayWrite(settings, tools, access));
  return trouble(writes ? "key_write_only" : oauthTrouble(access, remote?.message ?? ""), { remote });
}

// QUIRK(woocommerce): a key without the right to read gets the code of a wrong secret, but writes are let through.
async function mayWrite(settings: WooSettings, tools: Tools, access: Access): Promise<boolean> {
  const reply = await openClient(settings, tools, access).send({ method: "POST", path: "orders/batch", body: {} });
  return reply.status === 200;
}

// QUIRK(woocommerce): over OAuth all refusals share one code; only the sentence tells a wrong key or clock apart, and
// in a translated shop it stays with the wrong secret.
function oauthTrouble({ auth }: Access, sentence: string): TroubleCode {
  if (auth === "oauth" && /consumer key is invalid/i.test(sentence)) return "wrong_key";
  return auth === "oauth" && /invalid timestamp/i.test(sentence) ? "wrong_clock" : "wrong_secret";
}

function isJson(reply: StoreReply): boolean {
  try {
    return typeof jsonOf(reply) === "object";
  } catch (error) {
    if (error instanceof HubError) return false;
    throw error;
  }
}

function preferring<T>(first: T, all: readonly T[]): readonly T[] {
  return [first, ...all.filter((other) => other !== first)];
}
