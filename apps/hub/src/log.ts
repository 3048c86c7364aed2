// One structured line per event, without secrets: what could hold one is blanked wherever it stands.
import pino, { type Logger } from "pino";

export type LogOptions = { readonly level: string; readonly file?: string | undefined };

const SECRET_NAMES = [
  "password",
  "consumerKey",
  "consumerSecret",
  "consumer_key",
  "consumer_secret",
  "webhookSecret",
  "webhook_secret",
  "secret",
  "token",
  "authorization",
  "accessToken",
  "refreshToken",
  "settings",
];

export function makeLog({ level, file }: LogOptions): Logger {
  const paths = SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
  return pino(
    { level, redact: { paths, censor: "[hidden]" }, serializers: { err: plainError }, base: { service: "logix" } },
    pino.destination({ dest: file ?? 1, mkdir: true, sync: true }),
  );
}

/** Drivers and requests hang all that they know on an error, secrets included; this much of it helps. */
function plainError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name: type, message, stack, cause } = error;
  return { type, message, stack, ...codeOf(error), ...(cause !== undefined && { cause: plainError(cause) }) };
}

function codeOf(error: Error): { code?: unknown; kind?: unknown } {
  return { ...("code" in error && { code: error.code }), ...("kind" in error && { kind: error.kind }) };
}
