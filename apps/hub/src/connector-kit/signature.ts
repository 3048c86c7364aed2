// Whether a delivery was signed with our secret: HMAC-SHA256 over the raw bytes, compared in constant time.
import { createHmac, timingSafeEqual } from "node:crypto";

export type SignatureClaim = {
  /** The body as received, before any decoding. */
  readonly body: Buffer;
  /** As text; its UTF-8 bytes are the key. */
  readonly secret: string;
  readonly signature: string;
  readonly encoding: "base64" | "hex";
};

export function isSignedBy(claim: SignatureClaim): boolean {
  const digest = createHmac("sha256", claim.secret).update(claim.body).digest(claim.encoding);
  // Compared as text: decoding would let a signature pass that has something behind its end.
  const expected = Buffer.from(digest);
  const given = Buffer.from(claim.signature);
  // The length of a digest is no secret; the comparison would throw on unequal lengths.
  return given.length === expected.length && timingSafeEqual(given, expected);
}
