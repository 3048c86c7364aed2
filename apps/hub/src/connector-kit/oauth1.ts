// OAuth 1.0a without a user ("one-legged"): the keys sign the address, so that the secret itself never travels.
import { createHmac } from "node:crypto";
import OAuth from "oauth-1.0a";

export type SignedCall = {
  readonly method: string;
  /** As it will be sent, query included: plain names, percent-encoded values, no name twice. */
  readonly url: string;
  readonly key: string;
  readonly secret: string;
  /** Never used before: a server takes each nonce once. */
  readonly nonce: string;
  readonly timestampSeconds: number;
};

/** The address with its signature (HMAC-SHA256) in the query. A JSON body is not part of what is signed. */
export function signedUrl(call: SignedCall): string {
  const signer = new OAuth({
    consumer: { key: call.key, secret: call.secret },
    signature_method: "HMAC-SHA256",
    hash_function: (text, key) => createHmac("sha256", key).update(text).digest("base64"),
  });
  const parameters = {
    oauth_consumer_key: call.key,
    oauth_nonce: call.nonce,
    oauth_signature_method: "HMAC-SHA256",
    oauth_timestamp: call.timestampSeconds,
    oauth_version: "1.0",
  };
  // The library writes the query into the object that it is given, so it gets a copy.
  const signature = signer.getSignature({ method: call.method, url: call.url, data: {} }, undefined, { ...parameters });
  const query = Object.entries({ ...parameters, oauth_signature: signature })
    .map(([name, value]) => `${name}=${percentEncoded(String(value))}`)
    .join("&");
  return `${call.url}${call.url.includes("?") ? "&" : "?"}${query}`;
}

/** RFC 3986, which is stricter than encodeURIComponent: what is signed and what is sent must be spelt alike. */
export function percentEncoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
