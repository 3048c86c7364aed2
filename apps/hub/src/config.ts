// The only place that reads environment variables: once, through one schema, into one typed value.
import { resolve } from "node:path";
import { z } from "zod";

export type Config = z.output<typeof environment>;

/** Lists every wrong variable with what is wrong and what helps. The values of secrets are never shown. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/** Pure: pass `process.env`. A variable that is set to nothing counts as not set. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ""));
  const parsed = environment.safeParse(set);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new ConfigError(`The configuration is not usable:\n${problems.join("\n")}`);
}

const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
const roles = ["all", "api", "worker"] as const;

const variables = z.object({
  PORT: z
    .string()
    .trim()
    .refine(isPort, wrong("is not a port", "Use a whole number from 0 to 65535, such as 3000."))
    .transform(Number)
    .default(3000),
  HOST: z
    .string()
    .trim()
    .refine(isHostName, wrong("is not a host", "Use a host name or an address alone, such as 127.0.0.1 or 0.0.0.0."))
    .default("127.0.0.1"),
  DATABASE_URL: z
    .string()
    .trim()
    .refine(hasProtocol("postgres:", "postgresql:"), {
      error: "It is not a PostgreSQL address. Write it like postgres://user:password@host:5432/database.",
    })
    .optional(),
  LOGIX_DATA_DIR: z
    .string()
    .default("./data")
    .transform((folder) => resolve(folder)),
  LOGIX_ROLE: z.enum(roles, wrong("is not a role", "Use all, api or worker.")).default("all"),
  LOGIX_ADMIN_EMAIL: z
    .string()
    .trim()
    .refine(isEmail, wrong("is not an e-mail address", "Write it like you@example.com."))
    .default("admin@localhost"),
  LOGIX_ADMIN_PASSWORD: z
    .string()
    .min(10, "It is shorter than 10 characters. Use a longer one, or leave it out to get one generated.")
    .max(200, "It is longer than 200 characters.")
    .optional(),
  LOGIX_ENCRYPTION_KEY: encryptionKey().optional(),
  LOGIX_ENCRYPTION_KEY_PREVIOUS: encryptionKey().optional(),
  LOGIX_PUBLIC_URL: z
    .string()
    .trim()
    .refine(
      hasProtocol("http:", "https:"),
      wrong("is not a web address", "Write it like https://hub.example.com: platforms send their deliveries there."),
    )
    .transform((url) => url.replace(/\/+$/, ""))
    .optional(),
  LOGIX_ALLOW_PRIVATE_HOSTS: z
    .string()
    .transform(splitList)
    .refine((hosts) => hosts.every(isHostName), {
      error: "It names something that is not a host. Separate host names by commas, without http:// and paths.",
    })
    .default([]),
  LOGIX_STORE_RATE: z
    .string()
    .trim()
    .refine(isPositive, wrong("is not a rate", "Use requests per second, greater than 0, such as 5 or 0.5."))
    .transform(Number)
    .optional(),
  LOGIX_TRUST_PROXY: z
    .string()
    .transform(splitList)
    .refine((proxies) => proxies.every((proxy) => /^[\da-f.:]+(\/\d{1,3})?$/.test(proxy)), {
      error: "It names something that is not an address. Write addresses or ranges, such as 127.0.0.1,10.0.0.0/8.",
    })
    .default([]),
  LOGIX_SMTP_URL: z
    .string()
    .trim()
    .refine(hasProtocol("smtp:", "smtps:"), {
      error: "It is not a mail server. Write it like smtp://user:password@smtp.example.com:587 or smtps://….",
    })
    .optional(),
  LOGIX_MAIL_FROM: z
    .string()
    .trim()
    .refine(isSender, wrong("is not a sender", "Write it like hub@example.com or Logix <hub@example.com>."))
    .optional(),
  LOG_LEVEL: z.enum(logLevels, wrong("is not a log level", `Use one of ${logLevels.join(", ")}.`)).default("info"),
  LOG_FILE: z
    .string()
    .transform((file) => resolve(file))
    .optional(),
});

type Variables = z.output<typeof variables>;

const environment = variables
  .refine((set) => set.LOGIX_ROLE === "all" || set.DATABASE_URL !== undefined, {
    path: ["DATABASE_URL"],
    error:
      "It is not set, but LOGIX_ROLE is api or worker: several processes need a database to share. Set it to a PostgreSQL 15 or newer, or use LOGIX_ROLE=all.",
  })
  .refine((set) => set.DATABASE_URL === undefined || set.LOGIX_ENCRYPTION_KEY !== undefined, {
    path: ["LOGIX_ENCRYPTION_KEY"],
    error: `It is not set, but needed with DATABASE_URL to encrypt the stores' credentials. ${makeKey()}`,
  })
  .refine((set) => set.LOGIX_SMTP_URL === undefined || set.LOGIX_MAIL_FROM !== undefined, {
    path: ["LOGIX_MAIL_FROM"],
    error: "It is not set, but needed with LOGIX_SMTP_URL: mail must come from somebody.",
  })
  .transform(toConfig);

function toConfig(set: Variables) {
  return Object.freeze({
    port: set.PORT,
    host: set.HOST,
    /** Without it the hub runs its own database in `dataDir`. */
    databaseUrl: set.DATABASE_URL,
    dataDir: set.LOGIX_DATA_DIR,
    role: set.LOGIX_ROLE,
    adminEmail: set.LOGIX_ADMIN_EMAIL,
    /** Without it one is generated for the first user. */
    adminPassword: set.LOGIX_ADMIN_PASSWORD,
    /** 32 bytes; present whenever `databaseUrl` is. Without it one is generated in `dataDir`. */
    encryptionKey: set.LOGIX_ENCRYPTION_KEY,
    previousEncryptionKey: set.LOGIX_ENCRYPTION_KEY_PREVIOUS,
    /** Without a slash at the end. */
    publicUrl: set.LOGIX_PUBLIC_URL ?? localUrl(set.HOST, set.PORT),
    allowPrivateHosts: Object.freeze(set.LOGIX_ALLOW_PRIVATE_HOSTS),
    storeRequestsPerSecond: set.LOGIX_STORE_RATE,
    /** Proxies in front of the hub whose word about the visitor's address counts. */
    trustProxy: Object.freeze(set.LOGIX_TRUST_PROXY),
    /** The installation's mail server, with its password. */
    smtpUrl: set.LOGIX_SMTP_URL,
    mailFrom: set.LOGIX_MAIL_FROM,
    logLevel: set.LOG_LEVEL,
    logFile: set.LOG_FILE,
  });
}

/** "Listen everywhere" is no address that a browser could open. */
function localUrl(host: string, port: number): string {
  const reachable = host === "0.0.0.0" || host === "::" ? "localhost" : host;
  return `http://${reachable.includes(":") ? `[${reachable}]` : reachable}:${port}`;
}

function encryptionKey() {
  return z
    .string()
    .trim()
    .refine(isEncryptionKey, { error: `It is not 32 bytes in base64. ${makeKey()}` })
    .transform((text) => Buffer.from(text, "base64"));
}

function makeKey(): string {
  return "Make one with: openssl rand -base64 32";
}

function isEncryptionKey(text: string): boolean {
  return /^[A-Za-z0-9+/_-]{43}=?$/.test(text) && Buffer.from(text, "base64").length === 32;
}

/** Only for values that may be shown. */
function wrong(what: string, help: string) {
  return { error: (issue: { readonly input?: unknown }) => `${JSON.stringify(issue.input)} ${what}. ${help}` };
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535;
}

function isPositive(text: string): boolean {
  return /^\d*\.?\d+$/.test(text) && Number(text) > 0;
}

function isHostName(text: string): boolean {
  return /^[\w.:-]+$/.test(text) && !/^[^:]*:\d*$/.test(text);
}

function isSender(text: string): boolean {
  return /^(?:[^<>\r\n]*<[^\s@<>]+@[^\s@<>]+>|[^\s@<>]+@[^\s@<>]+)$/.test(text);
}

function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(text);
}

function splitList(text: string): string[] {
  return text
    .split(",")
    .map((entry) => entry.trim().toLowerCase())
    .filter((entry) => entry !== "");
}

function hasProtocol(...protocols: readonly string[]): (text: string) => boolean {
  return (text) => URL.canParse(text) && protocols.includes(new URL(text).protocol);
}
