// Paging of a list: which slice, and the headers that speak of it.
import type { Json, JsonObject } from "./json.ts";
import { buildQuery } from "./php-query.ts";

export type Page = { page: number; perPage: number; offset: number };

export function pageOf(params: JsonObject): Page {
  const page = Number(params.page ?? 1);
  const perPage = Number(params.per_page ?? 10);
  // QUIRK(woocommerce): offset beats page.
  const offset = params.offset === undefined ? (page - 1) * perPage : Number(params.offset);
  return { page, perPage, offset };
}

export type PagedList = { url: string; home: string; query: JsonObject; page: Page; total: number };

export function pagingHeaders({ url, home, query, page, total }: PagedList): Record<string, string> {
  // QUIRK(woocommerce): beyond the last page the total is 0, and the previous page is page 0.
  const beyond = page.offset >= total;
  const shown = beyond ? 0 : total;
  const pages = Math.ceil(shown / page.perPage);
  const links: string[] = [];
  if (page.page > 1) links.push(link(url, { ...query, page: Math.min(page.page - 1, pages) }, "prev"));
  if (pages > page.page) links.push(link(url, { ...query, page: page.page + 1 }, "next"));
  return {
    "X-WP-Total": String(shown),
    "X-WP-TotalPages": String(pages),
    Link: links.length > 0 ? links.join(", ") : apiLink(home),
  };
}

export function apiLink(home: string): string {
  return `<${home}/wp-json/>; rel="https://api.w.org/"`;
}

function link(url: string, query: { [key: string]: Json | undefined }, rel: string): string {
  return `<${url}?${buildQuery(query)}>; rel="${rel}"`;
}
