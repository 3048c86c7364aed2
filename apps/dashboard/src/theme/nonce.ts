// The hub allows only style elements that carry this page's nonce. Libraries that make their own look for it under this name.
declare global {
  var __webpack_nonce__: string | undefined;
}

export function takeNonce(): string {
  const nonce = document.querySelector<HTMLMetaElement>("meta[name=csp-nonce]")?.content ?? "";
  globalThis.__webpack_nonce__ = nonce;
  return nonce;
}
