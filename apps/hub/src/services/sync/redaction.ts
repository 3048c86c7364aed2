// Payloads as a person may look at them: secrets never, personal data only for those who may see customers. Pure.

const HIDDEN = "(hidden)";
const MASKED = "•••";

const SECRET =
  /(?:password|passwd|secret|token|api_?key|consumer_?key|access_?key|authorization|credentials?|signature|cookie)$/i;
const PERSONAL =
  /^(?:e?_?mail|(?:(?:billing|shipping|customer|contact|user)_?)?(?:email|phone|(?:first|last|full|middle)_?name)|phone(?:_?number)?|mobile|address_?\d|street|postcode|zip|postal_?code|city|company|tax_?number|vat_?number|birth(?:day|date|_date)?|ip|(?:customer_|browser_)?ip_?address|(?:customer_)?user_?agent|customer_?note|username|display_?name)$/i;
/** Within these a plain `name` is a person's, not a product's. */
const PEOPLE =
  /^(?:billing|shipping|customer|buyer|recipient|contact|(?:billing|shipping)_?address|default_?address)$/i;

const EMAIL = /[\w.+%-]+@[\w-]+(?:\.[\w-]+)+/g;
const KEYS =
  /\b(?:c[ks]_[\da-f]{16,}|whsec_[\w+/=]{8,}|shp(?:at|ss|ca|pa)_[\da-f]{16,}|(?:bearer|basic) [\w.~+/=-]{8,})/gi;

export type Redaction = { readonly personal: boolean };

/** `personal`: masks personal data as well. Text that is no JSON, or was cut off, is treated field by field. */
export function redactedPayload(payload: string, { personal }: Redaction): string {
  const parsed = parsedOrUndefined(payload);
  if (parsed !== undefined) return JSON.stringify(redacted(parsed, personal, false));
  const fields = payload.replaceAll(FIELD, (all, name: string, separator: string) => {
    if (SECRET.test(name)) return `"${name}"${separator}"${HIDDEN}"`;
    return personal && (PERSONAL.test(name) || name === "name") ? `"${name}"${separator}"${MASKED}"` : all;
  });
  return maskedWords(fields, personal);
}

/** A sentence that may quote what somebody typed. */
export function maskedText(text: string): string {
  return maskedWords(text, true);
}

/** Also where the text ends within the value. */
const FIELD = /"([\w-]+)"(\s*:\s*)"(?:[^"\\]|\\.)*(?:"|\\?$)/g;

function redacted(value: unknown, personal: boolean, ofPerson: boolean): unknown {
  if (typeof value === "string") return maskedWords(value, personal);
  if (Array.isArray(value)) return value.map((each) => redacted(each, personal, ofPerson));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, redactedField(name, inner, personal, ofPerson)]),
  );
}

function redactedField(name: string, value: unknown, personal: boolean, ofPerson: boolean): unknown {
  const isEmpty = value === null || value === "";
  if (isEmpty || typeof value === "boolean") return value;
  if (SECRET.test(name)) return HIDDEN;
  const isLeaf = typeof value !== "object";
  if (personal && isLeaf && (PERSONAL.test(name) || (ofPerson && name === "name"))) return MASKED;
  return redacted(value, personal, PEOPLE.test(name) || (ofPerson && Array.isArray(value)));
}

function maskedWords(text: string, personal: boolean): string {
  const safe = text.replaceAll(KEYS, HIDDEN);
  return personal ? safe.replaceAll(EMAIL, MASKED) : safe;
}

function parsedOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
