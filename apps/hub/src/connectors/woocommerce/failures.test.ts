import type { HubError } from "@logix/model";
import { describe, expect, test } from "vitest";
import { jsonOf, type StoreRequest } from "../../connector-kit/http.ts";
import { failureOf } from "./failures.ts";
import { RECORDINGS, type Recording, recording, recordingsIn, replyOf } from "./fixtures/recordings.ts";
import { aConnection, scriptedStore, wooError } from "./fixtures/scripted-store.ts";
import { woocommerce } from "./index.ts";

const METHODS: Readonly<Record<string, StoreRequest["method"]>> = {
  GET: "GET",
  HEAD: "HEAD",
  POST: "POST",
  PUT: "PUT",
  PATCH: "PATCH",
  DELETE: "DELETE",
};

function failure(one: Recording): HubError {
  return failureOf(replyOf(one), METHODS[one.request.method] ?? "GET");
}

describe.skipIf(RECORDINGS === null)("every recorded error", () => {
  const errors = ["errors", "batch", "webhooks", "writes", "behaviour"].flatMap(recordingsIn);
  const refused = errors.filter(([, { status }]) => status > 299);
  const KINDS: readonly [RegExp, string][] = [
    [/^errors\/400-put-unknown|^errors\/400-body-id-overrides/, "missing"],
    [/variation-update-through-products/, "missing"],
    [/\/400-|\/error-(bad|missing)-|filter$/, "refused"],
    [/read-only-key/, "refused"],
    [/\/401-/, "disconnected"],
    [/\/404-(delete-collection|namespace|no-)/, "unreachable"],
    [/\/404-|error-unknown-id|order-get-deleted|-delete-force/, "missing"],
    [/\/410-|\/501-|delete-without-force|error-101|error-51|\/414-/, "refused"],
    [/\/500-refund/, "refused"],
    [/\/301-|\/50[034]-/, "unreachable"],
  ];

  test("there are many", () => {
    expect(refused.length).toBeGreaterThan(85);
  });

  test.each(refused)("%s is of the right kind, with the store's own words", (name, one) => {
    const expected = KINDS.find(([pattern]) => pattern.test(name))?.[1];
    const { kind, details, message } = failure(one);
    expect([name, kind]).toEqual([name, expected]);
    expect(details.code).toEqual(expect.any(String));
    expect(message).not.toMatch(/<\/?(p|h1|a|b|br|html)\b|&\w+;/);
    if (one.status !== 301) expect(details.remote?.status).toBe(one.status);
  });

  test.each(
    errors.filter(
      ([name, { status, request }]) => status < 300 && request.method !== "HEAD" && name.startsWith("errors/"),
    ),
  )("%s is JSON, whatever stands before it", (_, one) => {
    expect(typeof jsonOf(replyOf(one))).toBe("object");
  });
});

describe.skipIf(RECORDINGS === null)("what the store says", () => {
  test("is passed on with the reason that stands beside it", () => {
    expect(failure(recording("errors/400-list-two-errors")).message).toMatch(
      /^Invalid parameter\(s\): per_page, order, status \(.*order is not one of asc and desc/,
    );
  });

  test("is plain text", () => {
    expect(failure(recording("errors/400-order-coupon-unknown")).message).toBe('Coupon "nope" does not exist!');
    expect(failure(recording("errors/500-database-down")).details.remote?.message).toBe(
      "Error establishing a database connection",
    );
  });

  test("may be an error whose status is a bare number", () => {
    expect(failure(recording("errors/500-refund-more-than-total"))).toMatchObject({
      kind: "refused",
      details: { remote: { message: "Invalid refund amount." } },
    });
  });

  test("never holds our secret, even where a page repeats the address", async () => {
    const { tools } = scriptedStore(({ url }) => ({ status: 500, body: `<html>cannot serve ${url.href}</html>` }));
    const store = woocommerce.open(aConnection({ auth: "query" }), tools);
    const error: unknown = await store.again.orders(["1"]).catch((caught: unknown) => caught);
    expect(error).toMatchObject({
      kind: "unreachable",
      details: { remote: { excerpt: expect.stringContaining("[secret]") } },
    });
    expect(JSON.stringify(error)).not.toContain("cs_9876543210");
  });
});

test.each([
  [429, "limited", "limited"],
  [403, "refused", "key_lacks_rights"],
])("a %i of WooCommerce is %s", (status, kind, code) => {
  expect(failureOf(replyOf({ headers: {}, ...wooError(status, "woocommerce_rest_cannot_view") }), "GET")).toMatchObject(
    { kind, details: { code } },
  );
});
