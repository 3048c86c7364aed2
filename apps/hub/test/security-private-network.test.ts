// Nothing that a caller or a store says makes the hub speak to the network it stands in.
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { startWooStore } from "@logix/sandbox/woocommerce";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { makeAddressGuard, type Resolver } from "../src/engine/address-guard.ts";
import { makeTransport } from "../src/engine/transport.ts";
import { type AskedHub, startAskedHub } from "./support/asked-hub.ts";

/** Not among what the hub is allowed; only Linux has it without being asked. */
const INSIDE = process.platform === "linux" ? "127.0.0.2" : "127.0.0.1";

/** A store that answers each request with a redirect, and what must not be reached. */
let shop: Server;
let inside: Server;
let redirect: { status: number; location: string };
let reached: string[];
let hub: AskedHub;

const portOf = (server: Server) => (server.address() as AddressInfo).port;

async function listening(host: string, answer: Parameters<typeof createServer<typeof IncomingMessage>>[1]) {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return server;
}

beforeAll(async () => {
  inside = await listening(INSIDE, (request, response) => {
    reached.push(`${request.method} ${request.url}`);
    response.end('{"inside":"the secret of the network"}');
  });
  shop = await listening("127.0.0.1", (_request, response) =>
    response.writeHead(redirect.status, { location: redirect.location }).end(),
  );
  hub = await startAskedHub();
});
beforeEach(() => {
  reached = [];
});
afterAll(async () => {
  await hub?.close();
  shop?.close();
  inside?.close();
});

const settingsFor = (address: string) => ({
  store_url: address,
  consumer_key: `ck_${"a".repeat(40)}`,
  consumer_secret: `cs_${"b".repeat(40)}`,
});
const CONNECT = [
  ["/api/v1/connections", (address: string) => ({ platform: "woocommerce", settings: settingsFor(address) })],
  ["/api/v1/woocommerce/integrations", settingsFor],
  ["/api/v1/woocommerce/integrations/test", settingsFor],
  ["/integration/woocommerce/connections", pimBody],
  ["/integration/woocommerce/connections/test", pimBody],
] as const;

function pimBody(address: string) {
  const { store_url, consumer_key, consumer_secret } = settingsFor(address);
  return { storeName: "A shop", storeUrl: store_url, consumerKey: consumer_key, consumerSecret: consumer_secret };
}

describe("a store's address in the hub's own network", () => {
  test.each(CONNECT)("%s does not go there", async (path, bodyFor) => {
    const port = portOf(inside);
    for (const host of [
      "127.0.0.2",
      "127.2",
      "2130706434",
      "0x7f000002",
      "0177.0.0.2",
      "[::ffff:127.0.0.2]",
      "[::127.0.0.2]",
      "127.0.0.2.",
    ]) {
      for (const scheme of ["http", "https"]) {
        const reply = await hub.call("POST", path, bodyFor(`${scheme}://${host}:${port}`));
        // The test of a connection answers 200 and says that it failed.
        expect([host, reply.status, JSON.stringify(reply.body)]).toEqual([
          host,
          expect.toSatisfy((status) => [200, 400].includes(status)),
          expect.not.stringContaining("secret of the network"),
        ]);
        expect(reply.body.success ?? false).toBe(false);
      }
    }
    expect(reached).toEqual([]);
  });

  test.each(CONNECT)("%s takes no address with a user, and none that is not of the web", async (path, bodyFor) => {
    const port = portOf(inside);
    for (const address of [
      `http://127.0.0.1@127.0.0.2:${port}`,
      `http://127.0.0.2:${port}#@127.0.0.1`,
      `ftp://127.0.0.2:${port}`,
      `gopher://127.0.0.2:${port}`,
      "file:///etc/passwd",
    ]) {
      const reply = await hub.call("POST", path, bodyFor(address));
      expect(reply.status === 400 || reply.body.success === false, `${address}: ${JSON.stringify(reply.body)}`).toBe(
        true,
      );
    }
    expect(reached).toEqual([]);
  });
});

describe("a redirect of an allowed store into the network", () => {
  const statuses = [301, 302, 303, 307, 308];
  test.each(statuses)("is not followed, with %d", async (status) => {
    const port = portOf(inside);
    for (const location of [
      `http://127.0.0.2:${port}/latest/meta-data`,
      `//127.0.0.2:${port}/`,
      `HTTP://127.2:${port}/wp-json/`,
      `http://[::ffff:127.0.0.2]:${port}/`,
      `http://x@127.0.0.2:${port}/`,
      `file:///etc/passwd`,
      "http://127.0.0.2:99999/",
      "http://%zz/",
    ]) {
      redirect = { status, location };
      for (const [path, bodyFor] of CONNECT) {
        const reply = await hub.call("POST", path, bodyFor(`http://127.0.0.1:${portOf(shop)}`));
        expect(reply.status, `${path} ${location} ${JSON.stringify(reply.body)}`).toBeLessThan(503);
        expect(reply.status).not.toBe(500);
        expect(JSON.stringify(reply.body)).not.toContain("secret of the network");
      }
    }
    expect(reached).toEqual([]);
  });
});

describe("the way out itself", () => {
  const send = async (url: string, resolver?: Resolver, allowed: readonly string[] = []) => {
    const transport = makeTransport(makeAddressGuard(allowed, resolver));
    try {
      return await transport.send({ method: "GET", url, headers: {}, timeoutMs: 2_000 });
    } finally {
      await transport.close();
    }
  };

  test("connects to nothing that a name turns out to be at the moment of connecting", async () => {
    const answers = [["203.0.114.1"], [INSIDE]];
    const rebinding: Resolver = (_host, _options, callback) =>
      callback(
        null,
        (answers.shift() ?? []).map((address) => ({ address, family: 4 })),
      );
    const guard = makeAddressGuard([], rebinding);
    // Whoever had asked before would have been told a public address.
    await new Promise((resolve) => guard.lookup("rebinding.example", { all: true }, resolve));
    const transport = makeTransport(guard);
    const attempt = transport.send({ method: "GET", url: `http://rebinding.example:${portOf(inside)}/`, headers: {} });
    await expect(attempt).rejects.toMatchObject({ kind: "invalid", details: { code: "address_blocked" } });
    await transport.close();
    expect(reached).toEqual([]);
  });

  test("reaches a private address where its name is allowed, and there alone", async () => {
    const resolver: Resolver = (_host, _options, callback) => callback(null, [{ address: INSIDE, family: 4 }]);
    const port = portOf(inside);
    expect((await send(`http://shop.internal:${port}/`, resolver, ["shop.internal"])).status).toBe(200);
    await expect(send(`http://other.internal:${port}/`, resolver, ["shop.internal"])).rejects.toMatchObject({
      kind: "invalid",
    });
    expect(reached).toEqual(["GET /"]);
  });

  test("follows no redirect", async () => {
    redirect = { status: 302, location: `http://127.0.0.2:${portOf(inside)}/` };
    expect((await send(`http://127.0.0.1:${portOf(shop)}/`, undefined, ["127.0.0.1"])).status).toBe(302);
    expect(reached).toEqual([]);
  });
});

test("where a store is to deliver, the hub itself never goes", async () => {
  const address = `http://127.0.0.2:${portOf(inside)}/hook`;
  const store = await startWooStore({ orders: 1, products: 1 });
  const { integration } = await hub.ask(
    "POST",
    "/woocommerce/integrations",
    { ...settingsFor(store.url), consumer_key: store.consumerKey, consumer_secret: store.consumerSecret },
    201,
  );
  await hub.call("POST", `/api/v1/woocommerce/integrations/${integration.id}/webhooks`, {
    delivery_url: address,
    topics: ["order.created"],
  });
  await store.control.deliveriesSettled();
  // The store's own greeting to its new webhook is all that may come.
  expect(reached.filter((line) => !line.startsWith("POST /hook"))).toEqual([]);
  for (const wrong of ["file:///etc/passwd", "gopher://127.0.0.2/", "javascript:alert(1)", "/hook", "http://"]) {
    const reply = await hub.call("POST", `/api/v1/woocommerce/integrations/${integration.id}/webhooks`, {
      delivery_url: wrong,
      topics: ["order.created"],
    });
    expect([wrong, reply.status]).toEqual([wrong, 400]);
  }
  await store.close();
});
