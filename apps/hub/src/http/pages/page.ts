// A page that the hub itself serves: one document, no other origin, nothing that its own text does not name.
import { createHash } from "node:crypto";
import type { FastifyReply } from "fastify";

export type Page = { readonly html: string; readonly policy: string };

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: Canvas; color: CanvasText }
main { width: min(26rem, calc(100vw - 3rem)); padding: 2rem 0 }
h1 { font-size: 1.6rem; margin: 0 0 .5rem }
label { display: block; margin: 1rem 0 .25rem }
input { width: 100%; box-sizing: border-box; font: inherit; padding: .6rem; border: 1px solid GrayText; border-radius: .4rem }
button { margin-top: 1.25rem; font: inherit; padding: .6rem 1.2rem; border: 0; border-radius: .4rem; background: #1b5e3b; color: #fff }
button:focus-visible, input:focus-visible, a:focus-visible { outline: 3px solid #4c9be8; outline-offset: 2px }
[role=status] { margin-top: 1rem; min-height: 1.5rem }
`;

export function makePage(title: string, body: string, script = ""): Page {
  const scripts = script === "" ? "'none'" : `'sha256-${hashOf(script)}'`;
  const policy = `default-src 'none'; style-src 'sha256-${hashOf(STYLE)}'; script-src ${scripts}; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
  const html = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${STYLE}</style></head>
<body><main>${body}</main>${script === "" ? "" : `<script>${script}</script>`}</body>
</html>`;
  return { html, policy };
}

export function sendPage(reply: FastifyReply, { html, policy }: Page): FastifyReply {
  return reply
    .type("text/html; charset=utf-8")
    .header("content-security-policy", policy)
    .header("x-content-type-options", "nosniff")
    .header("referrer-policy", "no-referrer")
    .header("cache-control", "no-store")
    .send(html);
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}
