// Text in requests. The database stores neither zero characters nor halves of surrogate pairs, so neither is let in.
import { z } from "zod";

const ONE_LINE = /^[^\p{Cc}\p{Cs}]*$/u;
const SOME_LINES = /^(?:[^\p{Cc}\p{Cs}]|[\n\r\t])*$/u;

/** One line that a person wrote: blanks around it do not count. */
export function lineSchema(most: number) {
  return z
    .string()
    .trim()
    .min(1, "must not be empty")
    .max(most, `may have ${most} characters at most`)
    .regex(ONE_LINE, "must be one line of text");
}

/** Line breaks are fine. */
export function noteSchema(most: number) {
  return z
    .string()
    .trim()
    .max(most, `may have ${most} characters at most`)
    .regex(SOME_LINES, "must be text without control characters");
}

/** What somebody else named, such as a SKU or a store's id: taken as it is, blanks included. */
export function nameOfTheirsSchema(most: number) {
  return z
    .string()
    .min(1, "must not be empty")
    .max(most, `may have ${most} characters at most`)
    .regex(ONE_LINE, "must be one line of text");
}
