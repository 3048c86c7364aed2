// What of a payload may be looked at.
import { expect, test } from "vitest";
import { maskedText, redactedPayload } from "./redaction.ts";

const order = {
  id: 7,
  status: "processing",
  number: "1007",
  customer_note: "Ring twice",
  billing: {
    first_name: "Ada",
    last_name: "Lovelace",
    email: "ada@example.com",
    phone: "",
    country: "GB",
    name: "Ada L",
  },
  line_items: [{ name: "Blue mug", sku: "MUG-1", quantity: 2 }],
  meta_data: [{ key: "gift_for", value: "grace@example.org" }],
  consumer_secret: "cs_0123456789abcdef0123",
  note: "key ck_0123456789abcdef0123 was used",
};

test("personal data is masked, what the work is about stays readable", () => {
  const shown = JSON.parse(redactedPayload(JSON.stringify(order), { personal: true }));
  expect(shown).toEqual({
    ...order,
    customer_note: "•••",
    billing: { first_name: "•••", last_name: "•••", email: "•••", phone: "", country: "GB", name: "•••" },
    meta_data: [{ key: "gift_for", value: "•••" }],
    consumer_secret: "(hidden)",
    note: "key (hidden) was used",
  });
});

test("who may see customers sees them, but no secret", () => {
  const shown = JSON.parse(redactedPayload(JSON.stringify(order), { personal: false }));
  expect(shown.billing).toEqual(order.billing);
  expect(shown.consumer_secret).toBe("(hidden)");
  expect(JSON.stringify(shown)).not.toContain("0123456789abcdef");
});

test("a payload that was cut off hides the same", () => {
  const whole = JSON.stringify(order);
  for (const end of [whole.indexOf("Lovelace") + 4, whole.indexOf("example.org") + 3, whole.indexOf("cs_") + 8]) {
    const shown = redactedPayload(whole.slice(0, end), { personal: true });
    for (const secret of ["Ada", "Love", "ada@", "Ring twice", "cs_0123"]) expect(shown).not.toContain(secret);
    expect(shown).toContain('"status":"processing"');
  }
});

test("an address in a sentence is masked", () => {
  expect(maskedText("ada@example.com is not valid")).toBe("••• is not valid");
});
