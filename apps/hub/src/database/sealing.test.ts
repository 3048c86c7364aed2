import fc from "fast-check";
import { expect, test } from "vitest";
import { makeSealer, SealingError } from "./sealing.ts";

const PURPOSE = "connections.settings_sealed";
const oldKey = Buffer.alloc(32, 1);
const newKey = Buffer.alloc(32, 2);
const sealer = makeSealer({ current: newKey });

test("whatever is sealed opens as it was, for the same purpose", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }), (plain, purpose) => {
      expect(sealer.open(sealer.seal(plain, purpose), purpose)).toBe(plain);
    }),
  );
});

test("a sealed text names its key, and never looks the same twice", () => {
  const [one, other] = [sealer.seal("secret", PURPOSE), sealer.seal("secret", PURPOSE)];
  expect(one).toMatch(/^v1\.[0-9a-f]{8}\.[\w-]{16}\.[\w-]{22}\.[\w-]+$/);
  expect(one).not.toBe(other);
});

test("a sealed text does not open in another column", () => {
  expect(() => sealer.open(sealer.seal("secret", PURPOSE), "signing_keys.secret_sealed")).toThrow(SealingError);
});

test("no part of a sealed text can be changed", () => {
  const sealed = sealer.seal("a secret of some length", PURPOSE);
  const parts = sealed.split(".");
  for (const [position, part] of parts.entries()) {
    const changed = parts.with(position, `${part.startsWith("A") ? "B" : "A"}${part.slice(1)}`).join(".");
    expect(() => sealer.open(changed, PURPOSE), `part ${position}`).toThrow(SealingError);
    expect(() => sealer.open(parts.with(position, part.slice(0, -4)).join("."), PURPOSE)).toThrow(SealingError);
  }
  expect(() => sealer.open(`${sealed}.more`, PURPOSE)).toThrow(SealingError);
  expect(() => sealer.open("", PURPOSE)).toThrow(SealingError);
});

test("after a change of keys the previous one still opens, and what it sealed is due", () => {
  const before = makeSealer({ current: oldKey }).seal("secret", PURPOSE);
  const after = makeSealer({ current: newKey, previous: oldKey });
  expect(after.open(before, PURPOSE)).toBe("secret");
  expect(after.isCurrent(before)).toBe(false);
  expect(after.isCurrent(after.seal("secret", PURPOSE))).toBe(true);
});

test("an unknown key is told apart from a broken text, without showing anything", () => {
  const sealed = makeSealer({ current: oldKey }).seal("the secret itself", PURPOSE);
  const open = () => sealer.open(sealed, PURPOSE);
  expect(open).toThrow(expect.objectContaining({ code: "key_unknown" }));
  expect(open).toThrow(/LOGIX_ENCRYPTION_KEY_PREVIOUS/);
  expect(open).not.toThrow(/the secret itself/);
});

test("a key of another length is refused at the start", () => {
  expect(() => makeSealer({ current: Buffer.alloc(16) })).toThrow(/16 bytes, but needs 32/);
});
