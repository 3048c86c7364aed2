// The little of the shop that is not the REST API: a front page, pictures, and "not found".
import type { WooState } from "../state/woo-state.ts";
import { cleanName } from "../wordpress/text.ts";
import { type HttpAnswer, htmlAnswer } from "./http-answer.ts";
import type { HttpRequest } from "./http-request.ts";

export function answerPage(state: WooState, { path }: HttpRequest): HttpAnswer {
  const name = cleanName(state.settings.storeName);
  if (path === "/" || path === "/index.php") return htmlAnswer(200, page(state, name, `<h1>${name}</h1>`));
  if (path.startsWith("/wp-content/uploads/"))
    return { status: 200, headers: { "Content-Type": "image/svg+xml" }, body: picture };
  return htmlAnswer(404, page(state, `Page not found &#8211; ${name}`, "<h1>Page not found</h1>"));
}

const picture =
  '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><rect width="64" height="64" fill="#7f54b3"/></svg>';

function page({ settings }: WooState, title: string, body: string): string {
  const link = `<link rel="https://api.w.org/" href="${settings.home}/wp-json/" />`;
  return `<!DOCTYPE html>\n<html lang="en-US">\n<head><meta charset="UTF-8"><title>${title}</title>${link}</head>\n<body>${body}</body>\n</html>\n`;
}
