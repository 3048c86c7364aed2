// Brings a database up to date with the plain SQL files in migrations/.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { CompiledQuery, type Kysely } from "kysely";
import { type Migration, type MigrationProvider, type MigrationResultSet, Migrator } from "kysely/migration";
import pg from "pg";
import { openDatabase } from "./connect.ts";

export interface MigrateOptions {
  /** Where the `NNNN_name.sql` files are. A folder that does not exist holds none. */
  readonly folder?: string;
}

const ownMigrations = join(import.meta.dirname, "migrations");
const oldestServer = 15;

/**
 * Applies what is new, all in one transaction, and returns the names applied. Processes that start together may all
 * call it: one works, the others wait for it. Throws an error that names the failed file; nothing is applied then.
 */
export async function migrate(url: string, options: MigrateOptions = {}): Promise<string[]> {
  // A connection of its own, because migrating, and waiting for another who does, may take longer than a statement may.
  const database = openDatabase(url, { max: 1, applicationName: "logix-migrate", statementTimeoutMs: 0 });
  try {
    await refuseOldServer(database.pool);
    const migrator = new Migrator({ db: database.kysely, provider: sqlFiles(options.folder ?? ownMigrations) });
    return applied(await migrator.migrateToLatest());
  } finally {
    await database.close();
  }
}

async function refuseOldServer(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ number: number; name: string }>(
    "select current_setting('server_version_num')::int as number, current_setting('server_version') as name",
  );
  const [version] = rows;
  if (version === undefined || version.number < oldestServer * 10_000) {
    throw new Error(`The database is PostgreSQL ${version?.name}; Logix needs ${oldestServer} or newer.`);
  }
}

function applied({ error, results = [] }: MigrationResultSet): string[] {
  const failed = results.find((result) => result.status === "Error");
  if (error instanceof MigrationFileError) throw error;
  if (error !== undefined) {
    throw new Error(
      `Migrating the database failed${failed ? ` at ${failed.migrationName}` : ""}: ${messageOf(error)}`,
      {
        cause: error,
      },
    );
  }
  return results.map((result) => result.migrationName);
}

class MigrationFileError extends Error {
  override readonly name = "MigrationFileError";
}

function sqlFiles(folder: string): MigrationProvider {
  return {
    async getMigrations() {
      const files = await listSqlFiles(folder);
      refuseTwins(files);
      return Object.fromEntries(files.map((file) => [file.replace(/\.sql$/, ""), sqlFile(folder, file)]));
    },
  };
}

async function listSqlFiles(folder: string): Promise<string[]> {
  const files = (await readdirIfThere(folder)).filter((file) => file.endsWith(".sql")).sort();
  for (const file of files) {
    if (!/^\d{4}_[a-z0-9_-]+\.sql$/.test(file)) {
      throw new MigrationFileError(`The migration ${file} is not named like 0001_what_it_does.sql`);
    }
  }
  return files;
}

async function readdirIfThere(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

function refuseTwins(files: readonly string[]): void {
  const twin = files.find((file, index) => index > 0 && file.slice(0, 4) === files[index - 1]?.slice(0, 4));
  if (twin !== undefined) throw new MigrationFileError(`Two migrations have the number ${twin.slice(0, 4)}`);
}

function sqlFile(folder: string, file: string): Migration {
  return { up: async (db) => runSql(db, file, await readFile(join(folder, file), "utf8")) };
}

async function runSql(db: Kysely<unknown>, file: string, text: string): Promise<void> {
  try {
    // Without parameters the driver sends the text as it is, so a file may hold many statements.
    await db.executeQuery(CompiledQuery.raw(text));
  } catch (cause) {
    throw new MigrationFileError(`The migration ${file} failed${atLine(text, cause)}: ${messageOf(cause)}`, { cause });
  }
}

function atLine(text: string, error: unknown): string {
  const position = error instanceof pg.DatabaseError ? Number(error.position) : Number.NaN;
  return position > 0 ? ` at line ${text.slice(0, position - 1).split("\n").length}` : "";
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
