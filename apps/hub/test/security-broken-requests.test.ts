// What is refused before any route has seen it, and what looks odd and yet is right.
import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type AskedHub, startAskedHub } from "./support/asked-hub.ts";

let hub: AskedHub;
beforeAll(async () => {
  hub = await startAskedHub({ role: "api" });
});
afterAll(() => hub?.close());

/** Bytes as they are; the whole answer, once the hub has closed the line. */
function sent(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(hub.url).port), "127.0.0.1", () => socket.write(bytes));
    let said = "";
    socket.setTimeout(5_000, () => socket.destroy(new Error("No answer")));
    socket.on("data", (chunk) => {
      said += chunk.toString();
    });
    socket.on("end", () => resolve(said)).on("error", reject);
  });
}

test.each(["/%zz", "/api/v1/orders/%zz", "/api/v1/stock/%", "/api/v1/stock/%ff", "/integrations-of-mine/%zz"])(
  "%s is a problem",
  async (path) => {
    const reply = await hub.call("GET", path);
    expect(reply.headers.get("content-type")).toContain("application/problem+json");
    expect(reply).toMatchObject({
      status: 400,
      body: { status: 400, code: "invalid", detail: "The address cannot be read" },
    });
  },
);

test.each(["/integration/woocommerce/connections/%zz", "/integrations/%ff", "/integration/%"])(
  "%s is told as PixelPim tells it",
  async (path) => {
    expect(await hub.call("GET", path)).toMatchObject({
      status: 400,
      body: { statusCode: 400, error: "Bad Request", message: expect.stringContaining("The address cannot be read") },
    });
  },
);

test.each(["/integration", "/integration/nothing", "/integrations/nothing"])(
  "%s is not there, as PixelPim tells it",
  async (path) => {
    expect(await hub.call("GET", path)).toMatchObject({ status: 404, body: { statusCode: 404, error: "Not Found" } });
  },
);

test("parts of a path that are too long are refused in each dialect's shape", async () => {
  const long = "x".repeat(1_500);
  expect(await hub.call("GET", `/api/v1/stock/${long}`)).toMatchObject({
    status: 414,
    body: { status: 414, title: "URI Too Long" },
  });
  expect(await hub.call("GET", `/integration/woocommerce/connections/${long}`)).toMatchObject({
    status: 414,
    body: { statusCode: 414 },
  });
});

test.each(["字".repeat(200), "ü".repeat(200), "😀".repeat(100), "%".repeat(200), "a/b?c#d"])(
  "a SKU such as %.5s is one like others",
  async (sku) => {
    await hub.ask("PUT", `/stock/${encodeURIComponent(sku)}`, { on_hand: 3 });
    expect(await hub.ask("GET", `/stock/${encodeURIComponent(sku)}`)).toMatchObject({ sku, on_hand: "3" });
  },
);

test.each([
  ["no HTTP at all", "hello\r\n\r\n", 400],
  ["a broken header", "GET /healthz HTTP/1.1\r\nhost: a\r\nbroken header\r\n\r\n", 400],
  [
    "two lengths of one body",
    "POST /healthz HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab",
    400,
  ],
  [
    "a length and pieces",
    "POST /healthz HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
    400,
  ],
  ["headers beyond measure", `GET /healthz HTTP/1.1\r\nhost: a\r\nx-long: ${"y".repeat(40_000)}\r\n\r\n`, 431],
])("%s is refused as a problem", async (_, bytes, status) => {
  const answer = await sent(bytes);
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(answer).toContain("Content-Type: application/problem+json");
  expect(JSON.parse(answer.split("\r\n\r\n")[1] ?? "")).toMatchObject({
    status,
    code: expect.any(String),
    detail: expect.any(String),
  });
});

test("hundreds of headers are read, and OPTIONS and HEAD are no way in", async () => {
  const headers = Array.from({ length: 300 }, (_, at) => `x${at}: y\r\n`).join("");
  expect(await sent(`GET /healthz HTTP/1.1\r\nhost: a\r\nconnection: close\r\n${headers}\r\n`)).toMatch(
    /^HTTP\/1.1 200 /,
  );
  expect((await hub.call("OPTIONS", "/api/v1/orders")).status).toBe(404);
  expect((await hub.call("HEAD", "/api/v1/orders", undefined, null)).status).toBe(401);
});

test("parked work of a record without an id says that it cannot be read again", async () => {
  const add = (remoteId: string, platform: string) =>
    hub.database.pool.query(
      `with made as (insert into connections (public_id, account_id, platform, store_key, store_url, name, settings_sealed, status, auto_sync)
         select 'integration_' || $2, id, $2, $2, 'http://127.0.0.1:1', 'A shop', '', 'active', false from accounts returning id, account_id)
       insert into parked_work (account_id, connection_id, source, kind, remote_id, error_kind, message, reference)
       select account_id, id, 'page', 'order', $1, 'unreadable', 'id: is missing', '{}' from made returning id`,
      [remoteId, platform],
    );
  const { rows } = await add("unknown-in-run-7", "woocommerce");
  for (const way of ["retry", "retry-like"]) {
    const reply = await hub.call("POST", `/api/v1/parked/${rows[0].id}/${way}`);
    expect(reply).toMatchObject({
      status: 409,
      body: { code: "parked_nameless", remedy: expect.stringContaining("dismiss") },
    });
  }
  expect(await hub.ask("GET", `/parked/${rows[0].id}`)).toMatchObject({ state: "open" });
});
