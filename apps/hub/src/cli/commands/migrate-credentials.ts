// `logix migrate-credentials`: the credentials of a system with one store per user become connections.
import { migrationReplySchema } from "@logix/api/pixelpim/credentials";
import type { Command } from "commander";
import { listWithin, readJsonFile } from "../json-file.ts";
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
      const body = { records: listWithin(await readJsonFile(file), "records") };
      print(await hub.send("POST", "/credentials/migration", body, migrationReplySchema), ({ records, ...counts }) => {
        const rows = records.map((each) => [each.user, each.status, each.connectionId, each.message]);
        const { created, existing, passedOver, failed } = counts;
        const sum = `${created} made, ${existing} there already, ${passedOver} passed over, ${failed} failed\n`;
        return table(["User", "What became of it", "Connection", "Why"], rows) + sum;
      });
    });
}
