// What stores give is not always what can be kept: characters that no database stores become blanks, images without an address go.
import { type ImportedProduct, importedProductSchema } from "@logix/model";

const UNSTORABLE = /(?![\n\r\t])[\p{Cc}\p{Cs}]/gu;
const BREAKS = /\s*[\n\r\t]\s*/g;
const LONG_TEXTS = ["description", "shortDescription"];

export type CleanImport = { readonly product: ImportedProduct } | { readonly problem: string };

/** In the form in which requests are held too, or why it cannot be kept. */
export function cleanImported(given: ImportedProduct): CleanImport {
  const read = importedProductSchema.safeParse(JSON.parse(JSON.stringify(given), cleanValue));
  if (read.success) return { product: read.data };
  const [issue] = read.error.issues;
  return { problem: `${issue?.path.join(".") || "product"}: ${issue?.message ?? "is not valid"}` };
}

function cleanValue(key: string, value: unknown): unknown {
  if (key === "images" && Array.isArray(value)) return value.filter(hasAddress);
  if (typeof value !== "string") return value;
  const storable = value.replace(UNSTORABLE, " ");
  return LONG_TEXTS.includes(key) ? storable : storable.replace(BREAKS, " ");
}

function hasAddress(image: unknown): boolean {
  if (typeof image !== "object" || image === null || !("src" in image)) return true;
  return typeof image.src === "string" && /^https?:\/\//i.test(image.src) && URL.canParse(image.src);
}
