// `logix migrate-credentials`: the credentials of a system with one store per user become connections.
import { readFile } from "node:fs/promises";
import { migrationReplySchema } from "@logix/api/pixelpim/credentials";
import { HubError } from "@logix/model";
import type { Command } from "commander";
import { toolsOf } from "../options.ts";
import { table } from "../table.ts";
import type { World } from "../world.ts";

export function addMigrationCommand(program: Command, world: World): void {
  program
    .command("migrate-credentials <file>")
    .description(
      "turn exported single-store credentials into connections named Default Store; the file is a JSON list of " +
        '{"userEmail", "integrationType": "woocommerce", "credentials": {"apiUrl", "consumerKey", "consumerSecret", "webhookSecret"}}',
    )
    .action(async (file: string, _options, command: Command) => {
      const { hub, print } = toolsOf(command, world);
      const body = { records: recordsOf(file, await readFile(file, "utf8").catch(notReadable(file))) };
      print(await hub.send("POST", "/credentials/migration", body, migrationReplySchema), ({ records, ...counts }) => {
        const rows = records.map((each) => [each.user, each.status, each.connectionId, each.message]);
        const { created, existing, passedOver, failed } = counts;
        const sum = `${created} made, ${existing} there already, ${passedOver} passed over, ${failed} failed\n`;
        return table(["User", "What became of it", "Connection", "Why"], rows) + sum;
      });
    });
}

/** The list itself, or an object that has it as `records`. */
function recordsOf(file: string, text: string): unknown {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === "object" && json !== null && "records" in json ? json.records : json;
  } catch (cause) {
    throw new HubError("invalid", `${file} is not valid JSON`, { remedy: "Check quotes, commas and brackets", cause });
  }
}

function notReadable(file: string): (cause: unknown) => never {
  return (cause) => {
    throw new HubError("invalid", `${file} cannot be read`, { remedy: "Check its name and who may read it", cause });
  };
}
