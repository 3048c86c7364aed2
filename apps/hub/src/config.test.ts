import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { ConfigError, readConfig } from "./config.ts";

const key = Buffer.alloc(32, 7).toString("base64");
const production = { DATABASE_URL: "postgres://logix:secret@db:5432/logix", LOGIX_ENCRYPTION_KEY: key };

describe("a configuration that is usable", () => {
  test("needs nothing set", () => {
    expect(readConfig({})).toEqual({
      port: 3000,
      host: "127.0.0.1",
      databaseUrl: undefined,
      dataDir: resolve("data"),
      role: "all",
      adminEmail: "admin@localhost",
      adminPassword: undefined,
      encryptionKey: undefined,
      previousEncryptionKey: undefined,
      publicUrl: "http://127.0.0.1:3000",
      allowPrivateHosts: [],
      storeRequestsPerSecond: undefined,
      trustProxy: [],
      logLevel: "info",
      logFile: undefined,
    });
  });

  test("takes every variable", () => {
    const config = readConfig({
      ...production,
      PORT: "8080",
      HOST: "0.0.0.0",
      LOGIX_DATA_DIR: "/var/lib/logix",
      LOGIX_ROLE: "worker",
      LOGIX_ADMIN_EMAIL: "owner@example.com",
      LOGIX_ADMIN_PASSWORD: "correct horse",
      LOGIX_ENCRYPTION_KEY_PREVIOUS: Buffer.alloc(32, 6).toString("base64"),
      LOGIX_PUBLIC_URL: "https://hub.example.com/logix/",
      LOGIX_ALLOW_PRIVATE_HOSTS: "10.0.0.5, Shop.Internal,",
      LOGIX_STORE_RATE: "0.5",
      LOGIX_TRUST_PROXY: "127.0.0.1, 10.0.0.0/8",
      LOG_LEVEL: "debug",
      LOG_FILE: "/var/log/logix.log",
    });
    expect(config).toEqual({
      port: 8080,
      host: "0.0.0.0",
      databaseUrl: production.DATABASE_URL,
      dataDir: resolve("/var/lib/logix"),
      role: "worker",
      adminEmail: "owner@example.com",
      adminPassword: "correct horse",
      encryptionKey: Buffer.alloc(32, 7),
      previousEncryptionKey: Buffer.alloc(32, 6),
      publicUrl: "https://hub.example.com/logix",
      allowPrivateHosts: ["10.0.0.5", "shop.internal"],
      storeRequestsPerSecond: 0.5,
      trustProxy: ["127.0.0.1", "10.0.0.0/8"],
      logLevel: "debug",
      logFile: resolve("/var/log/logix.log"),
    });
  });

  test("treats a variable set to nothing as not set", () => {
    expect(readConfig({ PORT: "", DATABASE_URL: " ", LOGIX_STORE_RATE: "" })).toEqual(readConfig({}));
  });

  test("cannot be changed afterwards", () => {
    expect(readConfig({})).toSatisfy(Object.isFrozen);
  });

  test.each([
    [{ HOST: "0.0.0.0" }, "http://localhost:3000"],
    [{ HOST: "::1", PORT: "81" }, "http://[::1]:81"],
    [{ HOST: "hub.local" }, "http://hub.local:3000"],
  ])("calls itself by an address that can be opened: %o", (env, publicUrl) => {
    expect(readConfig(env).publicUrl).toBe(publicUrl);
  });
});

describe("a configuration that is not usable", () => {
  const postgresAddress = "DATABASE_URL: It is not a PostgreSQL address. Write it like postgres://";
  const notAKey = "It is not 32 bytes in base64. Make one with: openssl rand -base64 32";

  test.each([
    [{ PORT: "http" }, 'PORT: "http" is not a port. Use a whole number from 0 to 65535'],
    [{ PORT: "65536" }, 'PORT: "65536" is not a port.'],
    [{ PORT: "80.5" }, 'PORT: "80.5" is not a port.'],
    [{ HOST: "http://here" }, 'HOST: "http://here" is not a host.'],
    [{ HOST: "here:3000" }, 'HOST: "here:3000" is not a host.'],
    [{ DATABASE_URL: "mysql://db/logix" }, postgresAddress],
    [{ DATABASE_URL: "db" }, postgresAddress],
    [{ LOGIX_ROLE: "both" }, 'LOGIX_ROLE: "both" is not a role. Use all, api or worker.'],
    [{ LOGIX_ROLE: "api" }, "DATABASE_URL: It is not set, but LOGIX_ROLE is api or worker"],
    [{ LOGIX_ROLE: "worker" }, "DATABASE_URL: It is not set, but LOGIX_ROLE is api or worker"],
    [{ DATABASE_URL: production.DATABASE_URL }, "LOGIX_ENCRYPTION_KEY: It is not set, but needed with DATABASE_URL"],
    [{ LOGIX_ENCRYPTION_KEY: "short" }, `LOGIX_ENCRYPTION_KEY: ${notAKey}`],
    [{ LOGIX_ENCRYPTION_KEY: `${key}AAAA` }, `LOGIX_ENCRYPTION_KEY: ${notAKey}`],
    [{ LOGIX_ENCRYPTION_KEY_PREVIOUS: "?" }, `LOGIX_ENCRYPTION_KEY_PREVIOUS: ${notAKey}`],
    [{ LOGIX_ADMIN_EMAIL: "me" }, 'LOGIX_ADMIN_EMAIL: "me" is not an e-mail address.'],
    [{ LOGIX_ADMIN_PASSWORD: "123456789" }, "LOGIX_ADMIN_PASSWORD: It is shorter than 10 characters."],
    [{ LOGIX_PUBLIC_URL: "hub.example.com" }, 'LOGIX_PUBLIC_URL: "hub.example.com" is not a web address.'],
    [{ LOGIX_ALLOW_PRIVATE_HOSTS: "http://10.0.0.5" }, "LOGIX_ALLOW_PRIVATE_HOSTS: It names something that is not"],
    [{ LOGIX_STORE_RATE: "0" }, 'LOGIX_STORE_RATE: "0" is not a rate. Use requests per second'],
    [{ LOGIX_STORE_RATE: "fast" }, 'LOGIX_STORE_RATE: "fast" is not a rate.'],
    [{ LOG_LEVEL: "verbose" }, 'LOG_LEVEL: "verbose" is not a log level. Use one of fatal, error'],
  ])("%o is explained", (env, message) => {
    expect(() => readConfig(env)).toThrow(ConfigError);
    expect(() => readConfig(env)).toThrow(`\n  ${message}`);
  });

  test("names every wrong variable at once", () => {
    expect(() => readConfig({ PORT: "x", LOG_LEVEL: "y" })).toThrow(/PORT: .*\n {2}LOG_LEVEL: /);
  });

  test("never shows a secret", () => {
    const secrets = { LOGIX_ENCRYPTION_KEY: "my-key", LOGIX_ADMIN_PASSWORD: "my-pass", DATABASE_URL: "x://me:my-db@h" };
    expect(() => readConfig(secrets)).toThrow(/^(?!.*my-)/s);
  });
});
