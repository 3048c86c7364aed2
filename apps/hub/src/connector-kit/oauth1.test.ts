import { expect, test } from "vitest";
import { percentEncoded, signedUrl } from "./oauth1.ts";

const call = {
  method: "GET",
  url: "http://shop.example/wp-json/wc/v3/orders?status=pending%2Cprocessing&per_page=1",
  key: "ck_1",
  secret: "cs_1",
  nonce: "n1",
  timestampSeconds: 1_795_212_874,
};

function parametersOf(url: string): Record<string, string> {
  return Object.fromEntries(new URL(url).searchParams);
}

test("the address that was signed is the address that is sent, with the proof behind it", () => {
  const url = signedUrl(call);
  expect(url.startsWith(`${call.url}&oauth_consumer_key=ck_1&`)).toBe(true);
  expect(parametersOf(url)).toMatchObject({
    oauth_nonce: "n1",
    oauth_timestamp: "1795212874",
    oauth_signature_method: "HMAC-SHA256",
  });
});

test("the secret never travels", () => {
  expect(signedUrl(call)).not.toContain(call.secret);
});

test("method, query, nonce and time are all part of the proof", () => {
  const proofs = [
    call,
    { ...call, method: "PUT" },
    { ...call, url: call.url.replace("per_page=1", "per_page=2") },
    { ...call, url: call.url.replace("/orders", "/orders/") },
    { ...call, nonce: "n2" },
    { ...call, timestampSeconds: call.timestampSeconds + 1 },
  ].map((variant) => parametersOf(signedUrl(variant)).oauth_signature);
  expect(new Set(proofs).size).toBe(proofs.length);
});

test("an address without a query gets one", () => {
  expect(signedUrl({ ...call, url: "http://shop.example/wp-json/wc/v3/orders" })).toContain(
    "/orders?oauth_consumer_key=",
  );
});

test("characters that encodeURIComponent leaves alone are encoded too", () => {
  expect(percentEncoded("a*b!(c)'~ +&é")).toBe("a%2Ab%21%28c%29%27~%20%2B%26%C3%A9");
});
