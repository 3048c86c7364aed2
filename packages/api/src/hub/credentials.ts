// Names, e-mail addresses and passwords as the hub takes them.
import { z } from "zod";

/** One line of text for people. The database stores no zero characters. */
export const nameSchema = z
  .string()
  .trim()
  .min(1, "must not be empty")
  .max(100, "may have 100 characters at most")
  .regex(/^[^\p{Cc}]*$/u, "must be one line of text")
  .meta({ example: "Ada Lovelace" });

/** Addresses without a dot are fine: `admin@localhost`. Compared without regard to case. */
export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, "may have 254 characters at most")
  .regex(/^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+$/u, "is not an e-mail address; write it like ada@example.com")
  .meta({ example: "ada@example.com" });

const LONGEST_PASSWORD = 200;

/** A password to compare with. Rules for good ones are not its business, they may have changed since. */
export const passwordSchema = z
  .string()
  .min(1, "must not be empty")
  .max(LONGEST_PASSWORD, `may have ${LONGEST_PASSWORD} characters at most`)
  .meta({ example: "correct horse battery" });

/** A password to be set. */
export const newPasswordSchema = z
  .string()
  .min(10, "must have 10 characters at least; a few words in a row do well")
  .max(LONGEST_PASSWORD, `may have ${LONGEST_PASSWORD} characters at most`)
  .meta({ example: "correct horse battery" });
