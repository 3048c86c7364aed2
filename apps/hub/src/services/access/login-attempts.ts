// Stops the guessing of passwords. Each attempt takes one from the allowance of its e-mail address and its visitor, and
// gives it back when it succeeds: only failures count, and guesses made at the same moment cannot slip past the count.
import { HubError } from "@logix/model";
import type { RateLimit } from "../../connector-kit/contract.ts";
import { addressGroup } from "./address-group.ts";
import { makeLanes } from "./lanes.ts";
import { fingerprint } from "./one-time-secret.ts";

/** Takes one where there is one left; a refusal takes nothing. */
export type Limiter = (key: string, limit: RateLimit) => Promise<{ readonly allowed: boolean; readonly retryAt: Date }>;
/** Undoes one `Limiter` call that was allowed. */
export type GiveBack = (key: string, limit: RateLimit) => Promise<void>;

export type Who = { readonly email: string; readonly address: string };

type Bucket = { readonly key: string; readonly limit: RateLimit };

const WINDOW_MS = 15 * 60_000;
const PER_EMAIL: RateLimit = { requests: 10, perMs: WINDOW_MS, burst: 10 };
const PER_ADDRESS: RateLimit = { requests: 30, perMs: WINDOW_MS, burst: 30 };

// Hashing keeps a core busy and takes 19 MB. Few at a time also means that many correct logins at the same moment
// never hold so many of the allowance that one of them is refused.
const LANES = 2;
const MOST_WAITING = 500;

export function makeLoginAttempts(options: {
  readonly limiter: Limiter;
  readonly giveBack: GiveBack;
  readonly now: () => Date;
}) {
  const { limiter, giveBack, now } = options;
  const inLane = makeLanes({ lanes: LANES, mostWaiting: MOST_WAITING, now });

  const take = async (buckets: readonly Bucket[]) => {
    const taken: Bucket[] = [];
    for (const bucket of buckets) {
      const { allowed, retryAt } = await limiter(bucket.key, bucket.limit);
      if (!allowed) {
        await giveAllBack(taken);
        throw tooMany(retryAt);
      }
      taken.push(bucket);
    }
  };
  const giveAllBack = async (buckets: readonly Bucket[]) => {
    for (const bucket of buckets) await giveBack(bucket.key, bucket.limit);
  };

  return {
    /**
     * Runs `attempt`; that it throws means that it failed.
     * @throws HubError `limited` after too many failures, without running it
     */
    count: <Result>(who: Who, attempt: () => Promise<Result>): Promise<Result> =>
      inLane(async () => {
        const buckets = bucketsOf(who);
        await take(buckets);
        const result = await attempt();
        await giveAllBack(buckets);
        return result;
      }),
  };
}

export type LoginAttempts = ReturnType<typeof makeLoginAttempts>;

function bucketsOf({ email, address }: Who): readonly Bucket[] {
  // People also type their password into the field for the address: the key keeps only its fingerprint.
  const emailKey = fingerprint(email.trim().toLowerCase()).toString("base64url");
  return [
    { key: `login-address:${addressGroup(address)}`, limit: PER_ADDRESS },
    { key: `login-email:${emailKey}`, limit: PER_EMAIL },
  ];
}

function tooMany(retryAt: Date): HubError {
  return new HubError("limited", "There were too many failed attempts to log in", {
    code: "too_many_attempts",
    remedy: "Wait, then try again; the header Retry-After says how long",
    retryAt,
  });
}
