// A finished answer, before it goes over the wire.

export type HttpAnswer = { status: number; headers: Record<string, string>; body: string | Buffer };

export const jsonType = "application/json; charset=UTF-8";

const noCache = {
  Expires: "Wed, 11 Jan 1984 05:00:00 GMT",
  "Cache-Control": "no-cache, must-revalidate, max-age=0, no-store, private",
};

export const restHeaders: Readonly<Record<string, string>> = {
  "Content-Type": jsonType,
  "X-Robots-Tag": "noindex",
  "X-Content-Type-Options": "nosniff",
  "Access-Control-Expose-Headers": "X-WP-Total, X-WP-TotalPages, Link",
  "Access-Control-Allow-Headers": "Authorization, X-WP-Nonce, Content-Disposition, Content-MD5, Content-Type",
  ...noCache,
};

export function htmlAnswer(status: number, html: string): HttpAnswer {
  return { status, headers: { "Content-Type": "text/html; charset=UTF-8", ...noCache }, body: html };
}

export function redirectAnswer(location: string): HttpAnswer {
  return {
    status: 302,
    headers: { "Content-Type": "text/html; charset=UTF-8", Location: location, ...noCache },
    body: "",
  };
}

// A page of the web server in front of PHP.
export function nginxAnswer(status: number, title: string): HttpAnswer {
  const body =
    `<html>\n<head><title>${status} ${title}</title></head>\n<body>\n<center><h1>${status} ${title}</h1></center>\n` +
    "<hr><center>nginx/1.22.1</center>\n</body>\n</html>\n";
  return { status, headers: { "Content-Type": "text/html" }, body: body.replaceAll("\n", "\r\n") };
}

// WordPress dying before the REST API answers.
export function wpDieAnswer(status: number, message: string): HttpAnswer {
  const json = { code: "wp_die", message, data: { status }, additional_errors: [] };
  return { status, headers: { "Content-Type": jsonType, ...noCache }, body: JSON.stringify(json) };
}
