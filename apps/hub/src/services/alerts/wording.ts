// How alerts read: as the text of a mail, as a message in a chat, as data for a program. Pure.
import { z } from "zod";

const stamp = z.iso.datetime();

const noticeSchema = z.object({
  kind: z.enum(["opened", "repeated", "settled", "test"]),
  alert: z.object({
    id: z.int(),
    code: z.string(),
    severity: z.enum(["notice", "warning", "critical"]),
    subject: z.string(),
    title: z.string(),
    detail: z.string(),
    times: z.int(),
    connection: z.object({ id: z.string(), name: z.string() }).nullable(),
    opened_at: stamp,
    last_at: stamp,
    settled_at: stamp.nullable(),
  }),
});
export type Notice = z.infer<typeof noticeSchema>;

/** One message as it is kept until it has arrived: the same words each time it is tried. */
export const messageContentSchema = z.object({ at: stamp, notices: z.array(noticeSchema) });
export type MessageContent = z.infer<typeof messageContentSchema>;

/** More than these are only counted. */
const MOST_IN_WORDS = 20;
const MOST_SUBJECT = 150;

const HEADS: Readonly<Record<Notice["kind"], (notice: Notice) => string>> = {
  opened: ({ alert }) => alert.severity.toUpperCase(),
  repeated: ({ alert }) => `STILL ${alert.severity.toUpperCase()}`,
  settled: () => "OVER",
  test: () => "TEST",
};

export function subjectOf({ notices }: MessageContent): string {
  const [first] = notices;
  if (!first) return "Logix";
  const more = notices.length > 1 ? ` (and ${notices.length - 1} more)` : "";
  return `[Logix] ${line(first)}`.slice(0, MOST_SUBJECT).replaceAll(/\s+/g, " ") + more;
}

export function textOf({ notices }: MessageContent, hubUrl: string): string {
  const shown = notices.slice(0, MOST_IN_WORDS).map((notice) => [line(notice), ...lines(notice)].join("\n"));
  return [...shown, ...restOf(notices.length), `Logix at ${hubUrl}`].join("\n\n");
}

export function chatTextOf({ notices }: MessageContent, hubUrl: string): string {
  const shown = notices
    .slice(0, MOST_IN_WORDS)
    .map((notice) => [`*${forChat(line(notice))}*`, ...lines(notice).map(forChat)].join("\n"));
  return [...shown, ...restOf(notices.length), `Logix at ${forChat(hubUrl)}`].join("\n\n");
}

/** What a channel is tried out with. */
export function testMessage(at: Date): MessageContent {
  const stampNow = at.toISOString();
  const alert = {
    id: 0,
    code: "test",
    severity: "notice",
    subject: "",
    title: "This channel works",
    detail: "Somebody tried it out. Nothing is wrong.",
    times: 1,
    connection: null,
    opened_at: stampNow,
    last_at: stampNow,
    settled_at: null,
  } as const;
  return { at: stampNow, notices: [{ kind: "test", alert }] };
}

function line(notice: Notice): string {
  const store = notice.alert.connection ? `${notice.alert.connection.name}: ` : "";
  return `${HEADS[notice.kind](notice)} ${store}${notice.alert.title}`;
}

function lines({ kind, alert }: Notice): string[] {
  if (kind === "settled") return [`It began ${alert.opened_at} and ended ${alert.settled_at ?? alert.last_at}.`];
  const times = alert.times > 1 ? [`Seen ${alert.times} times, last ${alert.last_at}.`] : [];
  return [alert.detail, `Since ${alert.opened_at}.`, ...times].filter((text) => text !== "");
}

function restOf(count: number): string[] {
  return count > MOST_IN_WORDS ? [`And ${count - MOST_IN_WORDS} more.`] : [];
}

/** Store names and statuses come from outside; in a chat they must not become links or mentions. */
function forChat(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
