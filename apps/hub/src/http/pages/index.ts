// The dashboard as the hub serves it: files that never change under names that change with them, and one page in front of
// them for every address that a browser is sent to.
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import staticFiles from "@fastify/static";
import type { FastifyRequest } from "fastify";
import type { HubServer } from "../hub-server.ts";
import { pageHeaders, sendDashboard } from "./dashboard.ts";
import { makePage, sendPage } from "./page.ts";

/** What `npm run dashboard:build` makes. */
const DIST = join(import.meta.dirname, "../../../../dashboard/dist");
const A_YEAR_MS = 365 * 24 * 60 * 60_000;

const NOT_BUILT = makePage(
  "Logix",
  `<h1>Logix</h1>
<p>The hub is running, but its dashboard has not been built.</p>
<p>Stop it, and start it with <code>npm start</code>, which builds what is missing; or run <code>npm run dashboard:build</code> and load this page again.</p>
<ul>
<li><a href="/docs">API documentation</a></li>
<li><code>npm run logix -- --help</code></li>
</ul>`,
);

const open = { config: { access: "public" }, schema: { hide: true } } as const;

export async function pageRoutes(server: HubServer, dist: string = DIST): Promise<void> {
  await server.register(async (pages: HubServer) => {
    await pageHeaders(pages);
    // The build lays a compressed twin beside each file.
    await pages.register(staticFiles, {
      root: dist,
      serve: false,
      index: false,
      dotfiles: "deny",
      preCompressed: true,
    });
    const dashboard = rereadWhenChanged(join(dist, "index.html"));

    pages.get<{ Params: { "*": string } }>("/assets/*", open, (request, reply) => {
      const name = request.params["*"];
      // A file of an older build is gone: an honest 404 lets the page load itself anew.
      if (!/^[\w.-]+$/.test(name) || !existsSync(join(dist, "assets", name))) return reply.callNotFound();
      return reply.sendFile(`assets/${name}`, { maxAge: A_YEAR_MS, immutable: true });
    });
    pages.get("/favicon.svg", open, (_request, reply) => reply.sendFile("favicon.svg", { maxAge: 3_600_000 }));
    // Addresses of the dashboard are its own affair; programs that ask for what does not exist are told so.
    pages.get("/*", open, (request, reply) => {
      if (!isNavigation(request)) return reply.callNotFound();
      const html = dashboard();
      return html === undefined ? sendPage(reply.status(503), NOT_BUILT) : sendDashboard(reply, html);
    });
  });
}

/** Whether a browser was sent here, rather than a program that asks for something. */
function isNavigation(request: FastifyRequest): boolean {
  const path = request.url.split("?")[0] ?? "";
  if (/^\/(?:api|docs|assets|integrations?|healthz|readyz|metrics|openapi\.json)(?:\/|$)/.test(path)) return false;
  return path === "/" || (request.headers.accept ?? "").includes("text/html");
}

/** Built anew while the hub runs, it is served anew. */
function rereadWhenChanged(path: string): () => string | undefined {
  let held: { readonly changedAt: number; readonly html: string } | undefined;
  return () => {
    const changedAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    if (changedAt === undefined) return undefined;
    if (held?.changedAt !== changedAt) held = { changedAt, html: readFileSync(path, "utf8") };
    return held.html;
  };
}
