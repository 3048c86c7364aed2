// One error for the whole hub. Whoever catches it decides by `kind`, never by the words of the message.

export type ErrorKind =
  | "invalid" // the caller's input is wrong
  | "unauthenticated" // the caller did not say who they are
  | "forbidden" // the caller may not do this
  | "missing" // there is no such thing
  | "conflict" // it contradicts what is there
  | "forged" // a delivery whose signature does not fit
  | "disconnected" // the store no longer accepts our credentials: pause and ask the user
  | "limited" // too many requests, `retryAt` says when to come again
  | "unreachable" // no usable answer: time-out, reset, 5xx
  | "refused" // the store understood and said no; its own sentence is passed on
  | "unreadable"; // the store's answer is not what its contract says

/** One thing that is wrong with an input: where, what, and what would help. */
export type Issue = { readonly field: string; readonly problem: string; readonly remedy?: string };

export type ErrorDetails = {
  /** A stable word that a program can tell apart, such as `permalinks_plain`. */
  readonly code?: string;
  /** What the reader can do about it. */
  readonly remedy?: string;
  readonly issues?: readonly Issue[];
  /** For `limited`: the moment from which the store accepts requests again. */
  readonly retryAt?: Date;
  /** What the store itself said, without secrets. */
  readonly remote?: {
    readonly status?: number;
    readonly code?: string;
    readonly message?: string;
    readonly excerpt?: string;
  };
  readonly cause?: unknown;
};

export class HubError extends Error {
  override readonly name = "HubError";
  readonly kind: ErrorKind;
  readonly details: ErrorDetails;

  constructor(kind: ErrorKind, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.kind = kind;
    this.details = details;
  }
}

export function isHubError(error: unknown, ...kinds: readonly ErrorKind[]): error is HubError {
  return error instanceof HubError && (kinds.length === 0 || kinds.includes(error.kind));
}

/** Any thrown thing as one line for a person, without stack. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
