import { expect, test } from "vitest";
import { decoded, plainText } from "./entities.ts";

test.each([
  ["Harbour &amp; Pine", "Harbour & Pine"],
  ["5 &times; 3 &#8211; &#x2665; &#039;a&#039;", "5 × 3 – ♥ 'a'"],
  ["&amp;lt;", "&lt;"],
  ["AT&T; &unknown; &#99999999; &#x110000;", "AT&T; &unknown; &#99999999; &#x110000;"],
  ["<b>stays</b>", "<b>stays</b>"],
])("%j reads %j", (html, text) => {
  expect(decoded(html)).toBe(text);
});

test("a sentence of the store loses its tags and line breaks", () => {
  expect(plainText("<p>There has been a\n critical&nbsp;error.</p><p>Learn more</p>")).toBe(
    "There has been a critical error. Learn more",
  );
});
