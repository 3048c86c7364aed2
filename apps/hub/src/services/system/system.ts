// What this installation is and how it is doing, for its administrator; what every account has to know of it, for all.
import { readFileSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { z } from "zod";
import type { Connector } from "../../connector-kit/contract.ts";
import type { Database } from "../../database/database.ts";
import { type ServerFacts, selectServerFacts } from "../../database/server/server-facts.ts";
import type { Queue } from "../../engine/queue.ts";
import { type ApiOutlook, outlookOf } from "../connections/api-sunset.ts";
import type { KeyRotation, SealedCount } from "../key-rotation.ts";
import type { Principal } from "../principal.ts";

export type SystemOptions = {
  readonly database: Database;
  readonly queue: Pick<Queue, "depths">;
  readonly keyRotation: Pick<KeyRotation, "count">;
  readonly connectors: ReadonlyMap<string, Connector>;
  readonly role: "all" | "api" | "worker";
  readonly publicUrl: () => string;
  /** Of the embedded database; without it the database is somebody else's. */
  readonly dataDir?: string | undefined;
  readonly hasPreviousKey: boolean;
  readonly mail: { readonly isConfigured: boolean; readonly from: string | undefined };
  readonly now: () => Date;
};

export type Installation = {
  readonly role: "all" | "api" | "worker";
  readonly publicUrl: string;
  readonly startedAt: Date;
  readonly node: string;
  readonly memoryBytes: number;
  readonly database: ServerFacts & { readonly kind: "embedded" | "external" };
  readonly disk: { readonly freeBytes: number; readonly totalBytes: number } | null;
  readonly queues: Readonly<Record<string, { readonly waiting: number; readonly active: number }>>;
  readonly encryption: SealedCount & { readonly hasPreviousKey: boolean };
  readonly mail: SystemOptions["mail"];
};

export type SystemFacts = {
  readonly version: string;
  readonly platforms: readonly (ApiOutlook & { readonly platform: string; readonly label: string })[];
  /** Null for all but the installation's administrators. */
  readonly installation: Installation | null;
};

export type System = ReturnType<typeof makeSystem>;

export function makeSystem(options: SystemOptions) {
  const { database, queue, keyRotation, connectors, dataDir, now } = options;
  const startedAt = now();
  const version = readVersion();

  async function installation(): Promise<Installation> {
    return {
      role: options.role,
      publicUrl: options.publicUrl(),
      startedAt,
      node: process.versions.node,
      memoryBytes: process.memoryUsage.rss(),
      database: { ...(await selectServerFacts(database.db)), kind: dataDir === undefined ? "external" : "embedded" },
      disk: dataDir === undefined ? null : await diskOf(dataDir),
      queues: await queue.depths(),
      encryption: { ...(await keyRotation.count()), hasPreviousKey: options.hasPreviousKey },
      mail: options.mail,
    };
  }

  return {
    facts: async ({ administrator }: Principal): Promise<SystemFacts> => ({
      version,
      platforms: [...connectors.values()].map(({ platform, title: label, apiVersion }) => ({
        platform,
        label,
        ...outlookOf(apiVersion, [], now()),
      })),
      installation: administrator ? await installation() : null,
    }),
  };
}

async function diskOf(folder: string): Promise<Installation["disk"]> {
  const { bavail, blocks, bsize } = await statfs(folder);
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
}

function readVersion(): string {
  const text = readFileSync(new URL("../../../package.json", import.meta.url), "utf8");
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
