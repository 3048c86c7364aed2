// Who may call: forged, stolen and outlived tokens get nowhere, and every route asks for the permission that it names.
import { createSecretKey, type KeyObject } from "node:crypto";
import { SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeSealer, SEALED } from "../src/database/sealing.ts";
import { type AskedHub, startAskedHub } from "./support/asked-hub.ts";
import { describedApi, filled, isPixelPims, type Operation } from "./support/described-api.ts";
import { anotherAccount, call, logIn, OWNER } from "./support/test-hub.ts";

let hub: AskedHub;
let operations: readonly Operation[];
let own: { readonly kid: string; readonly secret: KeyObject; readonly user: string; readonly account: number };

beforeAll(async () => {
  hub = await startAskedHub({ role: "api" });
  ({ operations } = await describedApi(hub));
  const { rows } = await hub.database.pool.query("select id, secret_sealed from signing_keys");
  const opened = makeSealer({ current: Buffer.alloc(32, 7) }).open(rows[0].secret_sealed, SEALED.signingKey);
  const { user, account } = await hub.ask("GET", "/auth/me");
  const secret = createSecretKey(Buffer.from(opened, "base64url"));
  own = { kid: rows[0].id, secret, user: user.id, account: account.id };
});
afterAll(() => hub?.close());

const statusWith = async (token: string, path = "/auth/me") =>
  (await hub.call("GET", `/api/v1${path}`, undefined, token)).status;

type Forgery = {
  header?: object;
  claims?: object;
  key?: KeyObject;
  issuer?: string;
  issued?: number;
  expires?: number;
  from?: number;
};

function forged({ header, claims, key, issuer = "logix", issued = 0, expires = 3_600, from = 0 }: Forgery = {}) {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ acc: own.account, ...claims })
    .setProtectedHeader({ alg: "HS256", kid: own.kid, typ: "JWT", ...header })
    .setIssuer(issuer)
    .setSubject(own.user)
    .setJti("forged")
    .setIssuedAt(now + issued + 1)
    .setNotBefore(now + from)
    .setExpirationTime(now + expires)
    .sign(key ?? own.secret);
}

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

describe("a login token", () => {
  test("of our own making is good, so the others fail for what is wrong with them", async () => {
    expect(await statusWith(await forged())).toBe(200);
  });

  const forgeries: readonly (readonly [string, () => Promise<string>])[] = [
    ["under another key", () => forged({ key: createSecretKey(Buffer.alloc(32, 1)) })],
    ["under no key that is known", () => forged({ header: { kid: "key_000000000000" } })],
    [
      "under a key from a path",
      () => forged({ header: { kid: "../../dev/null" }, key: createSecretKey(Buffer.alloc(32)) }),
    ],
    ["without a key's name", () => forged({ header: { kid: undefined } })],
    [
      "with a key that it brings along",
      () =>
        forged({
          header: { jwk: { kty: "oct", k: Buffer.alloc(32, 1).toString("base64url") } },
          key: createSecretKey(Buffer.alloc(32, 1)),
        }),
    ],
    [
      "by another algorithm",
      () =>
        forged({
          header: { alg: "HS512" },
          key: createSecretKey(Buffer.concat([own.secret.export(), own.secret.export()])),
        }),
    ],
    ["that has expired", () => forged({ expires: -1 })],
    ["that is not good yet", () => forged({ from: 3_600 })],
    ["of another issuer", () => forged({ issuer: "another" })],
    ["for another account", () => forged({ claims: { acc: own.account + 1 } })],
    ["for an account that is no number", () => forged({ claims: { acc: String(own.account) } })],
    ["from before the user's tokens were good", () => forged({ issued: -10 * 365 * 86_400 })],
  ];
  test.each(forgeries)("%s is refused", async (_, make) => {
    expect(await statusWith(await make())).toBe(401);
  });

  test("without a signature, or changed after it was signed, is refused", async () => {
    const [header = "", claims = "", signature = ""] = hub.token.split(".");
    const said = JSON.parse(Buffer.from(claims, "base64url").toString());
    const changed = part({ ...said, acc: own.account + 1 });
    for (const alg of ["none", "None", "NONE", "nOnE"]) {
      for (const end of ["", signature])
        expect(await statusWith(`${part({ alg, typ: "JWT", kid: own.kid })}.${claims}.${end}`)).toBe(401);
    }
    for (const token of [
      `${header}.${changed}.${signature}`,
      `${header}.${claims}.`,
      `${header}.${claims}`,
      `${header}..${signature}`,
      `${hub.token}.x`,
      `.${claims}.${signature}`,
      `${header}.${claims}.${signature.slice(0, -4)}AAAA`,
    ])
      expect(await statusWith(token), token).toBe(401);
  });

  test("of a user who was disabled is refused at once, and so is that user's API token", async () => {
    const who = { email: "leaver@example.com", password: "a password of mine" };
    const { user } = await hub.ask("POST", "/users", { ...who, name: "Leaver", role: "owner" }, 201);
    const token = await logIn(hub.url, who);
    const made = await call(
      hub.url,
      "POST",
      "/api/v1/tokens",
      { name: "Leaver's", permissions: ["orders:read"] },
      token,
    );
    expect([await statusWith(token), await statusWith(made.body.token, "/orders")]).toEqual([200, 200]);
    await hub.ask("PATCH", `/users/${user.id}`, { disabled: true });
    expect([await statusWith(token), await statusWith(made.body.token, "/orders")]).toEqual([401, 401]);
    expect((await hub.call("POST", "/api/v1/auth/login", who, null)).status).toBe(401);
  });
});

describe("an API token", () => {
  test("that was revoked, shortened, or never made is refused", async () => {
    const { id, token } = await hub.ask("POST", "/tokens", { name: "Short-lived", permissions: ["orders:read"] }, 201);
    expect(await statusWith(token, "/orders")).toBe(200);
    for (const other of [
      token.slice(0, -1),
      `${token}x`,
      token.toUpperCase(),
      "lgx_",
      `lgx_${"a".repeat(43)}`,
      "lgx_' or 1=1",
    ])
      expect(await statusWith(other, "/orders")).toBe(401);
    await hub.ask("DELETE", `/tokens/${id}`, undefined, 204);
    expect(await statusWith(token, "/orders")).toBe(401);
  });

  test("of another account sees that account alone", async () => {
    await hub.ask("POST", "/products", { sku: "OURS", name: "Ours" }, 201);
    const stranger = await anotherAccount(hub);
    const { body } = await hub.call(
      "POST",
      "/api/v1/tokens",
      { name: "Theirs", permissions: ["products:read"] },
      stranger,
    );
    expect((await hub.call("GET", "/api/v1/products", undefined, body.token)).body).toEqual({
      products: [],
      next_cursor: null,
    });
    expect((await hub.call("DELETE", `/api/v1/tokens/${body.id}`)).status).toBe(404);
  });
});

/** For whoever is signed in, whatever they may do. */
const SIGNED_IN = [
  "GET /api/v1/account",
  "GET /api/v1/auth/me",
  "GET /api/v1/events",
  "GET /api/v1/system",
  "PATCH /api/v1/auth/me",
  "POST /api/v1/accounts",
  "POST /api/v1/auth/logout",
  "POST /api/v1/auth/logout-everywhere",
  "POST /api/v1/auth/password",
  "POST /api/v1/session/password",
];

test("every route asks for a permission, but for those that are everybody's own", async () => {
  // No route asks for this one.
  const { token } = await hub.ask("POST", "/tokens", { name: "Till", permissions: ["pos:sell"] }, 201);
  expect(operations.length).toBeGreaterThan(100);
  const guarded = operations.filter(({ isPublic, name }) => !isPublic && !SIGNED_IN.includes(name));
  expect(operations.map(({ name }) => name)).toEqual(expect.arrayContaining(SIGNED_IN));
  for (const { name, method, path } of guarded) {
    const address = filled(path, () => "1");
    for (const [who, status] of [
      [token, 403],
      [null, 401],
      ["nobody", 401],
    ] as const) {
      const reply = await hub.call(method, address, method === "GET" ? undefined : {}, who);
      expect([name, reply.status]).toEqual([name, status]);
      expect([name, isPixelPims(path) ? reply.body.statusCode : reply.body.status]).toEqual([name, status]);
    }
  }
  for (const name of SIGNED_IN) {
    const [method = "", path = ""] = name.split(" ");
    expect([name, (await hub.call(method, path, undefined, null)).status]).toEqual([name, 401]);
  }
  expect(
    (
      await hub.call(
        "POST",
        "/api/v1/accounts",
        { name: "A", email: "a@example.com", password: "a long password" },
        token,
      )
    ).status,
  ).toBe(403);
});

test("failed logins are slowed down, and say nothing of who there is", async () => {
  const attempt = (email: string) =>
    hub.call("POST", "/api/v1/auth/login", { email, password: "wrong password" }, null);
  const [known, unknown] = [await attempt(OWNER.email), await attempt("nobody@example.com")];
  expect([known.status, known.body.detail]).toEqual([unknown.status, unknown.body.detail]);
  for (let count = 0; count < 9; count += 1) await attempt("nobody@example.com");
  const slowed = await attempt("nobody@example.com");
  expect([slowed.status, slowed.headers.has("retry-after")]).toEqual([429, true]);
});
