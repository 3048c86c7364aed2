// WordPress text rules: what is removed or encoded when a value is saved.

// sanitize_text_field(): tags and line breaks go, backslashes are eaten by the unslashing of the request.
export function cleanText(value: string): string {
  return value
    .replace(/<[^>]*>/g, "")
    .replace(/\\/g, "")
    .replace(/[\r\n\t]+/g, " ")
    .trim();
}

// QUIRK(woocommerce): titles and term names are stored HTML-encoded and sent as stored.
export function cleanName(value: string): string {
  return cleanText(value).replace(/&(?!(?:#\d+|#x[\da-f]+|[a-z][\da-z]*);)/gi, "&amp;");
}

const block = /^<\/?(?:p|div|h[1-6]|ul|ol|li|table|blockquote|pre|hr|figure|section)\b/i;

// wpautop(): what a reader is shown of a text: blank lines part paragraphs, single ones become line breaks.
export function paragraphs(text: string): string {
  const parts = text
    .trim()
    .split(/\n\s*\n/)
    .filter((part) => part !== "");
  return parts.map((part) => `${block.test(part) ? part : `<p>${part.replaceAll("\n", "<br />\n")}</p>`}\n`).join("");
}

export function slugOf(name: string): string {
  const plain = name
    .replace(/&[a-z]+;|&#\d+;/gi, "")
    .replaceAll("ß", "s")
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase();
  const dashed = plain.replace(/[^\p{L}\p{N}\p{Extended_Pictographic} _-]/gu, "").replace(/[\s_-]+/g, "-");
  return encodeURIComponent(dashed.replace(/^-|-$/g, "")).toLowerCase();
}
