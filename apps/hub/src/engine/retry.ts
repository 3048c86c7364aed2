// What to do with work that failed: one table over the kind of error.
import { type ErrorKind, HubError, isHubError } from "@logix/model";

/** `again`: later, by itself. `park`: a person has to look. `pause`: the whole connection waits for the user. */
type Remedy = "again" | "park" | "pause";

const REMEDIES: Readonly<Record<ErrorKind, Remedy>> = {
  invalid: "park",
  unauthenticated: "park",
  forbidden: "park",
  missing: "park",
  conflict: "park",
  forged: "park",
  refused: "park",
  unreadable: "again",
  unreachable: "again",
  limited: "again",
  disconnected: "pause",
};

const FIRST_DELAY_MS = 2_000;
const LONGEST_DELAY_MS = 15 * 60_000;
/** With doubling delays this is about a day and a half of trying. */
const MOST_ATTEMPTS = 150;
/** What cannot be read now will hardly be readable after many tries. */
const MOST_UNREADABLE = 4;
/** But a web page in place of an answer is mostly maintenance, or a firewall's mood: it may last an hour, however often we ask. */
const MOST_WEB_PAGES = 12;
const LONGEST_WEB_PAGES_MS = 60 * 60_000;

export type Verdict = { readonly remedy: Remedy; readonly at: Date };

/**
 * `attempts`: how often this work was tried, this time included. `unreadableMs`: for how long each try has brought an answer that
 * could not be read, where that is kept; what else went wrong before does not count against it.
 */
export function verdictOn(
  error: unknown,
  attempts: number,
  now: Date,
  unreadableMs = Number.POSITIVE_INFINITY,
): Verdict {
  const kind = error instanceof HubError ? error.kind : "unreachable";
  const remedy = REMEDIES[kind];
  if (remedy !== "again") return { remedy, at: now };
  if (kind === "limited" && error instanceof HubError) {
    return { remedy: "again", at: error.details.retryAt ?? new Date(now.getTime() + FIRST_DELAY_MS) };
  }
  const mayLast = isWebPage(error) && unreadableMs < LONGEST_WEB_PAGES_MS;
  if (attempts >= mostAttemptsAt(error) && !mayLast) return { remedy: "park", at: now };
  return { remedy: "again", at: new Date(now.getTime() + delayMs(attempts)) };
}

function mostAttemptsAt(error: unknown): number {
  if (!isHubError(error, "unreadable")) return MOST_ATTEMPTS;
  return isWebPage(error) ? MOST_WEB_PAGES : MOST_UNREADABLE;
}

function isWebPage(error: unknown): boolean {
  return isHubError(error, "unreadable") && error.details.code === "not_json";
}

/** Doubles from two seconds to a quarter of an hour, shaken so that many do not come back at once. */
export function delayMs(attempts: number, random: () => number = Math.random): number {
  const full = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(attempts - 1, 20));
  return Math.round(full * (0.5 + random() / 2));
}
