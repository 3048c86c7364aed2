import { expect, test } from "vitest";
import { isSignedBy } from "./signature.ts";

// Published with the description of WooCommerce's webhooks.
const claim = {
  body: Buffer.from('{"id":727,"status":"processing"}'),
  secret: "woo-secret",
  signature: "LvZUOgju7ekgfsyNofEgI6eG086kg6Y0Xx+IyVWgGCg=",
  encoding: "base64",
} as const;

test("the published example is genuine", () => {
  expect(isSignedBy(claim)).toBe(true);
});

test("hexadecimal signatures are read as well", () => {
  const signature = Buffer.from(claim.signature, "base64").toString("hex");
  expect(isSignedBy({ ...claim, signature, encoding: "hex" })).toBe(true);
});

test("one byte more in the body makes a forgery", () => {
  expect(isSignedBy({ ...claim, body: Buffer.concat([claim.body, Buffer.from("\n")]) })).toBe(false);
});

test("another secret makes a forgery", () => {
  expect(isSignedBy({ ...claim, secret: "woo-secreT" })).toBe(false);
});

test.each(["", "x", "LvZU", `${claim.signature}AAAA`, "ünï"])(
  "F06 a signature of another length (%j) is a forgery, not a crash",
  (signature) => {
    expect(isSignedBy({ ...claim, signature })).toBe(false);
  },
);
