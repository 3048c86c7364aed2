// Which version serves a request. An old one falls forward to the oldest that is still supported.
// https://shopify.dev/docs/api/usage/versioning

/** Undefined for a version that never was or is not out yet. */
export function serveVersion(supported: readonly string[], asked: string | undefined): string | undefined {
  const [oldest] = supported;
  if (asked === undefined || oldest === undefined) return oldest;
  if (asked === "unstable") return supported.at(-1);
  if (supported.includes(asked)) return asked;
  const isVersion = /^20\d\d-(01|04|07|10)$/.test(asked);
  return isVersion && asked < oldest ? oldest : undefined;
}
