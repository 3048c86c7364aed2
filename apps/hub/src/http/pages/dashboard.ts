// The headers that every page and file of the dashboard carries, and its one page.
import { randomBytes } from "node:crypto";
import helmet from "@fastify/helmet";
import type { FastifyReply } from "fastify";
import type { HubServer } from "../hub-server.ts";

const POLICY: Readonly<Record<string, readonly string[]>> = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  // Pictures of products lie in the stores.
  imgSrc: ["'self'", "data:", "https:"],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  manifestSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
};

export async function pageHeaders(pages: HubServer): Promise<void> {
  await pages.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: mutable(POLICY) },
    referrerPolicy: { policy: "no-referrer" },
    crossOriginEmbedderPolicy: false,
    // Whether the hub is reached by https at all is its proxy's affair, and so is this promise.
    strictTransportSecurity: false,
    xXssProtection: false,
  });
}

/** Style elements that the page makes itself carry a word that is made up for each answer. */
export function sendDashboard(reply: FastifyReply, html: string): FastifyReply {
  const nonce = randomBytes(16).toString("base64");
  const policy = String(reply.getHeader("content-security-policy")).replace(
    "style-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
  );
  return reply
    .type("text/html; charset=utf-8")
    .header("content-security-policy", policy)
    .header("cache-control", "no-store")
    .send(html.replace("%NONCE%", nonce));
}

function mutable(policy: Readonly<Record<string, readonly string[]>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(policy).map(([name, sources]) => [name, [...sources]]));
}
