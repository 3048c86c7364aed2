// Every way to write an address of the hub's own network, and every way to hide one behind a name.
import { describe, expect, test } from "vitest";
import { makeAddressGuard, type Resolver } from "./address-guard.ts";

const neverAsked: Resolver = () => {
  throw new Error("No resolver may be asked for an address that is written out");
};

function resolvingTo(...answers: readonly (readonly string[])[]): Resolver {
  const left = [...answers];
  return (_host, _options, callback) => {
    const addresses = left.shift() ?? [];
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    );
  };
}

type Found = { readonly error: Error | null; readonly addresses: readonly string[] };

function lookUp(
  resolver: Resolver,
  host: string,
  { allowed = [] as readonly string[], all = true } = {},
): Promise<Found> {
  const guard = makeAddressGuard(allowed, resolver);
  return new Promise((resolve) => {
    guard.lookup(host, { all }, (error, found) => {
      const addresses = typeof found === "string" ? [found] : found.map(({ address }) => address);
      resolve({ error, addresses });
    });
  });
}

const PRIVATE_HOSTS: readonly string[] = [
  // IPv4, as the URL standard lets it be written
  "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001", "0X7F.0.0.1",
  "127.0.0.1.", "127.1.", "0", "0.0.0.0", "0x0", "10.0.0.1", "10.1", "0xa000001", "012.0.0.1", "172.16.0.1", "172.31.255.255",
  "192.168.1.1", "192.168.257", "3232235777", "169.254.169.254", "2852039166", "0xa9fea9fe", "100.64.0.1", "100.127.255.255",
  "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
  "１２７.０.０.１", "127。0。0。1", "%31%32%37.0.0.1",
  // IPv6
  "[::]", "[::1]", "[0:0:0:0:0:0:0:1]", "[0000:0000:0000:0000:0000:0000:0000:0001]", "[fe80::1]", "[febf::1]", "[fec0::1]",
  "[fc00::1]", "[fd12:3456::1]", "[ff02::1]", "[100::1]", "[2001:db8::1]", "[3fff::1]", "[5f00::1]", "[4000::1]",
  // IPv4 within IPv6: mapped, compatible, translated, 6to4, Teredo, NAT64
  "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::ffff:8.8.8.8]".replace("8.8.8.8", "10.0.0.1"), "[::127.0.0.1]", "[::7f00:1]", "[::a9fe:a9fe]",
  "[::ffff:0:127.0.0.1]", "[2002:7f00:1::]", "[2002:a00:1::1]", "[2001:0:7f00:1::]", "[64:ff9b::127.0.0.1]", "[64:ff9b::a9fe:a9fe]",
  "[64:ff9b:1::a00:1]",
]; // biome-ignore format: a list to look through

describe("an address that is written out", () => {
  test.each(PRIVATE_HOSTS)("%s is refused", (host) => {
    const guard = makeAddressGuard([], neverAsked);
    for (const rest of ["", "/", ":8080/shop", ":443", "/?x=1#y"]) {
      expect(() => guard.checkUrl(new URL(`http://${host}${rest}`)), rest).toThrow(
        expect.objectContaining({ kind: "invalid", details: expect.objectContaining({ code: "address_blocked" }) }),
      );
    }
  });

  test.each([
    "http://shop.example@127.0.0.1/",
    "http://8.8.8.8@10.0.0.1/",
    "http://8.8.8.8:80@[::1]:80/",
    "http://10.0.0.1\\@8.8.8.8/",
  ])("%s is refused for where it really leads", (address) => {
    expect(() => makeAddressGuard([], neverAsked).checkUrl(new URL(address))).toThrow("lies in a private network");
  });

  test.each([
    "8.8.8.8",
    "134744072",
    "1.1.1.1:8443",
    "172.32.0.1",
    "100.128.0.1",
    "[2606:4700::1111]",
    "[::ffff:8.8.8.8]",
    "shop.example",
  ])("%s is let through", (host) => {
    expect(() => makeAddressGuard([], neverAsked).checkUrl(new URL(`https://${host}/`))).not.toThrow();
  });

  test.each(["[fe80::1%25eth0]", "[fe80::1%eth0]", "127.0.0.256", "0x7f.0.0.0.1", "[::1", "1.2.3.4.5."])(
    "%s is no address at all",
    (host) => {
      expect(URL.parse(`http://${host}/`)).toBeNull();
    },
  );
});

describe("a name", () => {
  test.each([
    ["127.0.0.1"],
    ["10.0.0.1"],
    ["169.254.169.254"],
    ["0.0.0.0"],
    ["::1"],
    ["::"],
    ["fe80::1"],
    ["fe80::1%eth0"],
    ["fd00::1"],
    ["::ffff:10.0.0.1"],
    ["::10.0.0.1"],
    ["64:ff9b::a00:1"],
    ["2002:a00:1::"],
  ])("that leads to %s leads nowhere", async (address) => {
    // biome-ignore format: a list to look through
    for (const all of [true, false]) {
      expect(await lookUp(resolvingTo([address]), "shop.example", { all })).toMatchObject({
        error: { kind: "invalid", details: { code: "address_blocked" } },
      });
    }
  });

  test.each(["localhost", "localhost.", "LOCALHOST", "shop.localhost", "localtest.me", "127.0.0.1.nip.io"])(
    "such as %s is judged by where it leads",
    async (host) => {
      expect((await lookUp(resolvingTo(["127.0.0.1", "::1"]), host)).error).toMatchObject({ kind: "invalid" });
    },
  );

  test("that leads to public and private addresses leads to the public ones alone", async () => {
    const mixed = ["10.0.0.1", "8.8.8.8", "::1", "2606:4700::1111"];
    expect(await lookUp(resolvingTo(mixed), "shop.example")).toEqual({
      error: null,
      addresses: ["8.8.8.8", "2606:4700::1111"],
    });
    expect(await lookUp(resolvingTo(mixed), "shop.example", { all: false })).toEqual({
      error: null,
      addresses: ["8.8.8.8"],
    });
  });

  test("that changes its mind between two connections is judged anew at each", async () => {
    const guard = makeAddressGuard([], resolvingTo(["8.8.8.8"], ["127.0.0.1"]));
    const ask = () => new Promise((resolve) => guard.lookup("shop.example", { all: true }, (error) => resolve(error)));
    expect(await ask()).toBeNull();
    expect(await ask()).toMatchObject({ kind: "invalid", details: { code: "address_blocked" } });
  });

  test("that nobody knows stays unknown", async () => {
    const unknown: Resolver = (_host, _options, callback) =>
      callback(Object.assign(new Error("?"), { code: "ENOTFOUND" }), []);
    expect((await lookUp(unknown, "shop.example")).error).toMatchObject({ code: "ENOTFOUND" });
    expect((await lookUp(resolvingTo([]), "shop.example")).error).toMatchObject({ kind: "invalid" });
  });
});

describe("what the user allows", () => {
  const passes = (allowed: readonly string[], host: string) => {
    try {
      makeAddressGuard(allowed, neverAsked).checkUrl(new URL(`http://${host}/`));
      return true;
    } catch {
      return false;
    }
  };

  test("is exactly what is named, whichever way it is written", () => {
    expect(passes(["10.0.0.5"], "10.0.0.5:8080")).toBe(true);
    expect(passes(["10.0.0.5"], "0xa000005")).toBe(true);
    for (const other of ["10.0.0.6", "10.0.0.50", "[::ffff:10.0.0.5]", "127.0.0.1"])
      expect(passes(["10.0.0.5"], other), other).toBe(false);
    expect(passes(["::1"], "[::1]")).toBe(true);
    expect(passes(["[::1]"], "[0:0::1]")).toBe(true);
    expect(passes(["127.0.0.0/8", "10.0.0.*", "*", ""], "10.0.0.1")).toBe(false);
  });

  test("by its name may lead anywhere; other names may not, nor what lies above or below it", async () => {
    const allowed = ["Shop.Internal"];
    for (const host of ["shop.internal", "SHOP.internal", "shop.internal."]) {
      expect(await lookUp(resolvingTo(["10.0.0.9"]), host, { allowed })).toEqual({
        error: null,
        addresses: ["10.0.0.9"],
      });
    }
    for (const host of ["internal", "a.shop.internal", "shop.internal.example", "xshop.internal", "10.0.0.9.example"]) {
      expect((await lookUp(resolvingTo(["10.0.0.9"]), host, { allowed })).error, host).toMatchObject({
        kind: "invalid",
      });
    }
  });

  test("as an address does not open names that lead to it", async () => {
    expect((await lookUp(resolvingTo(["10.0.0.9"]), "shop.example", { allowed: ["10.0.0.9"] })).error).toMatchObject({
      kind: "invalid",
    });
  });
});
