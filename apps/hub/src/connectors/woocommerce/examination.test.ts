import { HubError } from "@logix/model";
import { describe, expect, test } from "vitest";
import type { StoreReply } from "../../connector-kit/http.ts";
import { RECORDINGS, recording } from "./fixtures/recordings.ts";
import { type Answer, type Asked, aConnection, ok, scriptedStore, wooError } from "./fixtures/scripted-store.ts";
import { woocommerce } from "./index.ts";

const PAGE: Answer = {
  status: 404,
  body: "<!doctype html><title>Page not found</title>",
  headers: { "content-type": "text/html" },
};

/** A healthy store, but for what `spoil` answers in its place. */
function aStore(
  spoil: (asked: Asked) => Answer | StoreReply | null = () => null,
  changes: Record<string, unknown> = {},
) {
  const store = scriptedStore((asked) => spoil(asked) ?? healthy(asked));
  const test = () => woocommerce.open(aConnection(changes), store.tools).authenticate();
  return { ...store, test };
}

function healthy({ path, url }: Asked): Answer {
  if (path === "orders") return ok([{ id: 509 }], 290);
  if (path === "orders/batch") return recording("batch/empty");
  if (path === "system_status") return recording("meta/system_status-fields");
  if (url.pathname.endsWith("/wp-json/")) return recording("meta/wp-json-root");
  return PAGE;
}

const onlyWith = (answer: Answer) => (asked: Asked) => (asked.path === "orders" ? answer : null);

describe.skipIf(RECORDINGS === null)("a store that works", () => {
  test("tells who it is and what the key may do", async () => {
    expect(await aStore().test()).toEqual({
      name: "Harbour & Pine Store",
      platformVersion: "9.9.5",
      hostVersion: "6.9",
      currency: "USD",
      timeZone: "America/New_York",
      access: "read_write",
      warnings: [],
      findings: { route: "wp-json", auth: "basic" },
    });
  });

  test("is not changed by the test: nothing is written but an empty batch", async () => {
    const { test, asked } = aStore();
    await test();
    expect(asked.filter(({ request }) => request.method !== "GET").map(({ path, body }) => [path, body])).toEqual([
      ["orders/batch", {}],
    ]);
  });

  test("WOO-06 F37 a key that may only read is told from one that may write", async () => {
    const info = await aStore(({ path }) =>
      path === "orders/batch" ? recording("errors/401-read-only-key-batch") : null,
    ).test();
    expect(info).toMatchObject({ access: "read", warnings: [expect.stringContaining("Read/Write")] });
  });

  test("a connection that shall only read is not asked whether it may write", async () => {
    const { test, lines } = aStore(() => null, { readOnly: true });
    expect(await test()).toMatchObject({ access: "read", warnings: [] });
    expect(lines().some((line) => line.startsWith("POST"))).toBe(false);
  });

  test("F37 a server that drops the Authorization header gets the keys in the query", async () => {
    const { test, asked } = aStore(({ path, query }) => {
      return path === "orders" && query.consumer_key === undefined ? recording("errors/401-no-auth") : null;
    });
    expect(await test()).toMatchObject({ findings: { route: "wp-json", auth: "query" } });
    const later = asked.filter(({ path }) => path === "system_status");
    expect(later[0]?.query).toMatchObject({ consumer_key: "ck_0123456789", consumer_secret: "cs_9876543210" });
    expect(later[0]?.request.headers).not.toHaveProperty("authorization");
  });

  test("F36 the second route is found where the web server rewrites nothing", async () => {
    const { test } = aStore(({ url }) => (url.pathname.startsWith("/wp-json") ? PAGE : null));
    expect(await test()).toMatchObject({ findings: { route: "index" } });
  });

  test.each(["errors/200-php-warning-before-json", "errors/200-bom-before-json"])(
    "F36 %s works, with a warning",
    async (name) => {
      const info = await aStore(onlyWith(RECORDINGS === null ? PAGE : recording(name))).test();
      expect(info.warnings).toEqual([expect.stringContaining("prints text before")]);
    },
  );

  test("a shop that hides its REST index is known by its host", async () => {
    const info = await aStore(({ url }) =>
      url.pathname.endsWith("/wp-json/") ? recording("errors/401-security-plugin-closes-rest") : null,
    ).test();
    expect(info).toMatchObject({
      name: "shop.example",
      timeZone: "UTC",
      warnings: [expect.stringContaining("time zone")],
    });
  });

  test.each([
    [-5, "-05:00"],
    [5.5, "+05:30"],
    [0, "+00:00"],
    ["5.75", "+05:45"],
  ])("an offset of %s hours in place of a city is %s", async (gmt_offset, timeZone) => {
    const root = ok({ name: "Shop", timezone_string: "", gmt_offset });
    expect(await aStore(({ url }) => (url.pathname.endsWith("/wp-json/") ? root : null)).test()).toMatchObject({
      timeZone,
    });
  });
});

describe.skipIf(RECORDINGS === null)("X39 plain http", () => {
  const insecure = { storeUrl: "http://shop.example", allowInsecureHttp: true };

  test("signs every request and never sends the secret", async () => {
    const { test, asked } = aStore(() => null, insecure);
    expect(await test()).toMatchObject({
      findings: { auth: "oauth" },
      warnings: [expect.stringContaining("unencrypted")],
    });
    const keyed = asked.filter(({ url }) => url.pathname.includes("/wc/v3/"));
    expect(keyed.length).toBeGreaterThan(2);
    for (const { query } of keyed) expect(query.oauth_signature_method).toBe("HMAC-SHA256");
    expect(new Set(keyed.map(({ query }) => query.oauth_nonce)).size).toBe(keyed.length);
    expect(JSON.stringify(asked)).not.toContain("cs_9876543210");
    expect(asked.every(({ request }) => request.headers?.authorization === undefined)).toBe(true);
  });

  test.each(["basic", "query"])("does so even where the settings say %s", async (auth) => {
    const { test, asked } = aStore(() => null, { ...insecure, auth });
    await test();
    expect(JSON.stringify(asked)).not.toContain("cs_9876543210");
  });

  test("is refused without leave, before any request", async () => {
    const { tools, asked } = scriptedStore(() => PAGE);
    const settings = { ...aConnection(insecure), allowInsecureHttp: false };
    expect(() => woocommerce.open(settings, tools)).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ code: "https_required" }) }),
    );
    expect(woocommerce.settings.safeParse(settings).success).toBe(false);
    expect(asked).toEqual([]);
  });

  test.each([
    ["errors/401-oauth-bad-key", "wrong_key"],
    ["errors/401-oauth-tampered-parameter", "wrong_secret"],
    ["errors/401-oauth-signature-method", "wrong_secret"],
    ["errors/401-oauth-nonce-reused", "wrong_secret"],
    ["errors/401-oauth-missing-nonce", "wrong_secret"],
    ["errors/401-oauth-timestamp-16-min-old", "wrong_clock"],
  ])("%s means %s", async (name, code) => {
    const { test } = aStore(({ path }) => (path.startsWith("orders") ? recording(name) : null), insecure);
    await expect(test()).rejects.toMatchObject({ kind: "disconnected", details: { code, remedy: expect.any(String) } });
  });
});

describe.skipIf(RECORDINGS === null)("WOO-08 what is wrong with a store has a code and a remedy of its own", () => {
  const denied =
    (name: string) =>
    ({ path }: Asked) =>
      path.startsWith("orders") ? recording(name) : null;

  test.each([
    ["errors/401-basic-bad-key", "wrong_key", "disconnected"],
    ["errors/401-basic-garbage", "wrong_key", "disconnected"],
    ["errors/401-bearer-token", "wrong_key", "disconnected"],
    ["errors/401-basic-bad-secret", "wrong_secret", "disconnected"],
    ["errors/401-security-plugin-closes-rest", "rest_closed", "disconnected"],
    ["errors/404-namespace", "woocommerce_missing", "refused"],
    ["errors/503-maintenance-mode", "maintenance", "unreachable"],
    ["errors/500-database-down", "server_error", "unreachable"],
    ["errors/500-php-fatal-in-a-plugin", "server_error", "unreachable"],
    ["errors/504-nginx-timeout-while-php-goes-on", "server_error", "unreachable"],
  ])("%s: %s", async (name, code, kind) => {
    await expect(aStore(denied(name)).test()).rejects.toMatchObject({
      kind,
      details: { code, remedy: expect.any(String) },
    });
  });

  test("a key that may only write is told from a wrong secret", async () => {
    const { test } = aStore(onlyWith(recording("errors/401-write-only-key-reads")));
    await expect(test()).rejects.toMatchObject({ details: { code: "key_write_only" } });
  });

  test("F36 plain permalinks: the pretty route is a page, the plain one is there", async () => {
    const { test } = aStore(({ url }) =>
      url.search === "?rest_route=/" ? ok({ name: "Shop", namespaces: ["wc/v3"] }) : PAGE,
    );
    await expect(test()).rejects.toMatchObject({
      details: { code: "permalinks_plain", remedy: expect.stringContaining("Post name") },
    });
  });

  test("no WordPress at all", async () => {
    await expect(aStore(() => PAGE).test()).rejects.toMatchObject({ details: { code: "rest_unavailable" } });
  });

  test("F36 a page with status 200 in place of the API", async () => {
    await expect(aStore(() => ({ ...PAGE, status: 200 })).test()).rejects.toMatchObject({
      details: { code: "html_answer" },
    });
  });

  test.each([
    [403, { "cf-mitigated": "challenge" }, "challenge"],
    [503, { "cf-mitigated": "challenge" }, "challenge"],
    [403, { server: "cloudflare" }, "challenge"],
    [403, {}, "blocked"],
    [401, { "www-authenticate": "Basic" }, "blocked"],
  ])("a page with status %i and %o means %s", async (status, headers, code) => {
    await expect(aStore(() => ({ status, headers, body: "<html>No</html>" })).test()).rejects.toMatchObject({
      details: { code },
    });
  });

  test("a user without rights", async () => {
    const { test } = aStore(({ path }) =>
      path === "system_status" ? wooError(403, "woocommerce_rest_cannot_view") : null,
    );
    await expect(test()).rejects.toMatchObject({ details: { code: "key_lacks_rights" } });
  });

  test("a redirect to another address says where the shop really is, without our keys", async () => {
    const hops: Record<string, string> = {
      "shop.example": "https://shop2.example/wp-json/wc/v3/orders?consumer_secret=x",
      "shop2.example": "https://www.shop2.example/wp-json/",
    };
    const { test } = aStore(({ url }) => {
      const location = hops[url.hostname];
      return location === undefined ? null : { status: 301, headers: { location }, body: "" };
    });
    await expect(test()).rejects.toMatchObject({
      message: expect.stringMatching(/: https:\/\/www\.shop2\.example$/),
      details: { code: "redirected" },
    });
  });

  test("a redirect to a path is no other shop", async () => {
    const { test } = aStore(({ url }) => {
      return url.pathname.startsWith("/wp-json") ? { status: 302, headers: { location: "/login" }, body: "" } : null;
    });
    expect(await test()).toMatchObject({ findings: { route: "index" } });
  });

  test("a redirect within the shop is only a route that is not there", async () => {
    const { test } = aStore(
      ({ url }) => (url.pathname.startsWith("/wp-json") ? recording("errors/301-front-page-redirect") : null),
      { storeUrl: "https://127.0.0.1:8443" },
    );
    expect(await test()).toMatchObject({ findings: { route: "index" } });
  });

  test.each(["dns", "refused", "reset", "timeout", "tls", "address_blocked"])(
    "no reply because of %s",
    async (code) => {
      const { test } = aStore(() => {
        throw new HubError("unreachable", "technical words", { code });
      });
      await expect(test()).rejects.toMatchObject({
        kind: "unreachable",
        details: { code, remedy: expect.any(String) },
      });
    },
  );
});
