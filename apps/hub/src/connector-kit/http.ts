// The only way a connector reaches its store: a fetch that the engine has limited, guarded and measured.
import { HubError } from "@logix/model";
import { parseStorable } from "./storable-json.ts";

export type StoreRequest = {
  readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Which of the connector's limits it counts against; `default` where absent. */
  readonly bucket?: string;
  /** How much of the bucket it takes, in the bucket's own units; one where absent. */
  readonly cost?: number;
  /** Reads from the reply what the store itself says of the bucket, for platforms that say so. */
  readonly meter?: (reply: StoreReply) => Meter | null;
  readonly timeoutMs?: number;
};

/** A bucket as the store counts it. The engine believes the store, in all processes. */
export type Meter = {
  readonly left: number;
  readonly capacity: number;
  readonly perSecond: number;
  /** What this request took in truth, where the store says so. */
  readonly spent?: number;
  /** The request was refused for lack of it; it may go again once `needed` is left. */
  readonly refused: boolean;
  readonly needed?: number;
};

/** Redirects are not followed: the reply is handed over as it came. Header names are lower case. */
export type StoreReply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
};

/**
 * @throws HubError `unreachable` (details.code: dns, refused, reset, timeout, tls, address_blocked, too_large)
 * where no whole reply came; `limited` where the engine's own bucket is empty for long or the store answered 429.
 */
export type LimitedFetch = (request: StoreRequest) => Promise<StoreReply>;

/** The first 200 characters of a reply, for an error message. */
export function excerptOf(reply: StoreReply): string {
  return reply.text.slice(0, 200);
}

/**
 * JSON of a reply whatever stands before it: a byte order mark, or a notice that PHP printed.
 * @throws HubError `unreadable` with the first 200 characters where no JSON follows.
 */
export function jsonOf(reply: StoreReply): unknown {
  const text = reply.text.replace(/^\uFEFF+/, "");
  try {
    return parseStorable(text);
  } catch (cause) {
    const rescued = jsonAfterNotice(text);
    if (rescued !== undefined) return rescued;
    throw new HubError("unreadable", "The store's answer is not JSON", {
      code: "not_json",
      remote: { status: reply.status, excerpt: excerptOf(reply) },
      cause,
    });
  }
}

// A PHP notice is HTML that ends in a line break; the JSON follows as the last line.
function jsonAfterNotice(text: string): unknown {
  if (!/^\s*</.test(text)) return undefined;
  for (const match of text.matchAll(/[>\n]\s*([[{])/g)) {
    const start = match.index + match[0].length - 1;
    try {
      return parseStorable(text.slice(start));
    } catch {
      // Not the beginning of the document: look further on.
    }
  }
  return undefined;
}
