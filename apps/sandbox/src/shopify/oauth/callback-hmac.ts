// The signature on the way back from the consent page: all parameters but hmac, sorted, percent-encoded, joined with &.
import { createHmac } from "node:crypto";

export function callbackHmac(parameters: Readonly<Record<string, string>>, clientSecret: string): string {
  const message = Object.entries(parameters)
    .filter(([name]) => name !== "hmac" && name !== "signature")
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join("&");
  return createHmac("sha256", clientSecret).update(message).digest("hex");
}
