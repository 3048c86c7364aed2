// Numbers as a store wrote them, as far as the catalogue can keep them.
import type { ListingFields, ListingState } from "../../connector-kit/catalogue.ts";

const MOST_FRACTION = 10;
const NUMBERS = ["regular_price", "sale_price", "weight", "length", "width", "height"] as const;
const PRICES: ReadonlySet<string> = new Set(["regular_price", "sale_price"]);

/** What is no number is left out of the prices; of measures it is kept as an attribute by the mapping. */
export function withReadableNumbers(state: ListingState): ListingState {
  const { fields } = state;
  const changed = NUMBERS.flatMap((name) => {
    const text = fields[name];
    const read = typeof text === "string" && text !== "" ? readable(name, text.trim()) : text;
    return read === text ? [] : [[name, read] as const];
  });
  if (changed.length === 0) return state;
  const kept: ListingFields = { ...fields, ...Object.fromEntries(changed) };
  return { ...state, fields: Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined)) };
}

function readable(name: (typeof NUMBERS)[number], text: string): string | undefined {
  const plain = text.startsWith(".") ? `0${text}` : text;
  if (!/^\d{1,15}(\.\d*)?$/.test(plain)) return PRICES.has(name) ? undefined : text;
  return rounded(plain);
}

// QUIRK(woocommerce): a weight is stored as PHP wrote a float: 8.399999999999999. Rounded as text, so that money keeps its digits.
function rounded(text: string): string {
  const [whole = "0", fraction = ""] = text.split(".");
  if (fraction.length <= MOST_FRACTION) return fraction === "" ? whole : text;
  const up = (fraction[MOST_FRACTION] ?? "0") >= "5" ? 1n : 0n;
  const digits = String(BigInt(whole + fraction.slice(0, MOST_FRACTION)) + up).padStart(MOST_FRACTION + 1, "0");
  const cut = digits.slice(-MOST_FRACTION).replace(/0+$/, "");
  return digits.slice(0, -MOST_FRACTION) + (cut === "" ? "" : `.${cut}`);
}
