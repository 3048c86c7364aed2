import { randomBytes, scryptSync } from "node:crypto";
import { expect, test } from "vitest";
import { fitsPassword, isOutdated } from "./password-hash.ts";
import { makePasswords } from "./passwords.ts";

const passwords = makePasswords({ random: randomBytes });

test("a password fits its own hash and no other", async () => {
  const hash = await passwords.hash("correct horse battery");
  expect(hash).toMatch(/^\$argon2id\$v=19,m=19456,t=2,p=1\$[\w-]{22}\$[\w-]{43}$/);
  expect(await passwords.verify("correct horse battery", hash)).toEqual({ fits: true, outdated: false });
  expect(await passwords.verify("correct horse batterx", hash)).toMatchObject({ fits: false });
  expect(await passwords.hash("correct horse battery")).not.toBe(hash);
});

test("a hash of the older kind still fits, and is due for renewal", async () => {
  const salt = Buffer.alloc(16, 1);
  const hash = scryptSync("correct horse", salt, 32, { N: 2 ** 10, r: 8, p: 1 });
  const encoded = `$scrypt$ln=10,r=8,p=1$${salt.toString("base64url")}$${hash.toString("base64url")}`;
  expect(await passwords.verify("correct horse", encoded)).toEqual({ fits: true, outdated: true });
  expect(await passwords.verify("correct mouse", encoded)).toEqual({ fits: false, outdated: false });
});

test("a cheaper hash is due for renewal", () => {
  expect(isOutdated("$argon2id$v=19,m=9216,t=4,p=1$c2FsdA$aGFzaA")).toBe(true);
});

test("without a hash nothing fits, but the work is done all the same", async () => {
  const hashed = { count: 0 };
  const counting = makePasswords({
    random: (bytes) => {
      hashed.count += 1;
      return randomBytes(bytes);
    },
  });
  expect(await counting.verify("correct horse", undefined)).toEqual({ fits: false, outdated: false });
  expect(await counting.verify("correct horse", null)).toEqual({ fits: false, outdated: false });
  expect(hashed.count).toBe(2); // a stand-in, made once: its password and its salt
});

test("a comparison without a hash takes about as long as one with a hash", async () => {
  const hash = await passwords.hash("correct horse battery");
  const timeOf = async (encoded: string | undefined) => {
    const times = [];
    for (let round = 0; round < 5; round += 1) {
      const start = performance.now();
      await passwords.verify("correct horse batterx", encoded);
      times.push(performance.now() - start);
    }
    return Math.min(...times);
  };
  await passwords.verify("so that the stand-in exists", undefined);
  expect(await timeOf(undefined)).toBeGreaterThan((await timeOf(hash)) / 3);
});

test("letters that look the same are the same, however the keyboard composes them", async () => {
  expect(await fitsPassword("cafe\u0301 au lait", await passwords.hash("caf\u00e9 au lait"))).toBe(true);
});

test.each([
  ["x".repeat(9), "must have 10 characters at least"],
  ["x".repeat(201), "may have 200 characters at most"],
])("a password that cannot be set is named as such, and not repeated", (password, problem) => {
  const attempt = () => passwords.hash(password, "new_password");
  expect(attempt).toThrow(problem);
  expect(attempt).toThrow(expect.objectContaining({ kind: "invalid" }));
  expect(attempt).not.toThrow(password);
});

test("a hash that cannot be read is our trouble, not a wrong password", async () => {
  await expect(passwords.verify("correct horse", "$md5$x=1$c2FsdA$aGFzaA")).rejects.toThrow(/md5/);
  await expect(passwords.verify("correct horse", "plain")).rejects.toThrow("cannot be read");
});
