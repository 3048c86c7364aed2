import { expect, test } from "vitest";
import { parseStorable, storableText } from "./storable-json.ts";

test("what PostgreSQL cannot keep becomes the replacement character, in names too", () => {
  expect(parseStorable('{"a\\u0000":["b\\u0000c",{"d":"\\ud800"}],"e":"\\uDC00x"}')).toEqual({
    "a\ufffd": ["b\ufffdc", { d: "\ufffd" }],
    e: "\ufffdx",
  });
});

test("everything else stays as it is", () => {
  const text = '{"emoji":"\\ud83d\\ude00","said":"\\\\u0000","n":1.50,"list":[null,true],"가":"\\ud7a3"}';
  expect(parseStorable(text)).toEqual({ emoji: "😀", said: "\\u0000", n: 1.5, list: [null, true], 가: "힣" });
  expect(() => parseStorable('{"a":"\\u0000"')).toThrow(SyntaxError);
});

test("a text with the byte itself", () => {
  expect(storableText("a\u0000b😀\ud800")).toBe("a\ufffdb😀\ufffd");
});
