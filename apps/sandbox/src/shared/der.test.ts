// A whole number in a certificate is written in as few bytes as can be.
import { expect, test } from "vitest";
import { integer } from "./der.ts";

test.each([
  ["00", "020100"],
  ["0000", "020100"],
  ["0005", "020105"],
  ["05", "020105"],
  ["80", "02020080"],
  ["000080ff", "02030080ff"],
])("%s is written as %s", (bytes, written) => {
  expect(integer(Buffer.from(bytes, "hex")).toString("hex")).toBe(written);
});
