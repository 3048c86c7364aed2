// All commands in one program, run with the arguments of a person or of a test.
import { Command, CommanderError } from "commander";
import { addConnectCommands } from "./commands/connect.ts";
import { addConnectionCommands } from "./commands/connections.ts";
import { addDeliveryCommands } from "./commands/deliveries.ts";
import { addLocationCommand } from "./commands/locations.ts";
import { addLoginCommand } from "./commands/login.ts";
import { addMigrationCommand } from "./commands/migrate-credentials.ts";
import { addOrderCommands } from "./commands/orders.ts";
import { addParkedCommands } from "./commands/parked.ts";
import { addReconcileCommands } from "./commands/reconcile.ts";
import { addRoutingCommands } from "./commands/routing.ts";
import { addRunCommands } from "./commands/runs.ts";
import { addStockCommand } from "./commands/stock.ts";
import { addSyncCommand } from "./commands/sync.ts";
import { describeFailure } from "./failure.ts";
import { addSharedOptions } from "./options.ts";
import type { World } from "./world.ts";

/** Returns the exit code; whatever went wrong has been printed. */
export async function runCli(args: readonly string[], world: World): Promise<number> {
  try {
    await makeProgram(world).parseAsync([...args], { from: "user" });
    return 0;
  } catch (error) {
    // Commander has printed its own already: usage, help, version.
    if (error instanceof CommanderError) return error.exitCode;
    world.err(describeFailure(error));
    return 1;
  }
}

function makeProgram(world: World): Command {
  const program = new Command("logix")
    .description("Talks to a running Logix hub.")
    .exitOverride()
    .configureOutput({ writeOut: (text) => world.out(text), writeErr: (text) => world.err(text) })
    .showHelpAfterError("(add --help for help)");
  addSharedOptions(program);
  addLoginCommand(program, world);
  addConnectCommands(program, world);
  addConnectionCommands(program, world);
  addMigrationCommand(program, world);
  addSyncCommand(program, world);
  addRunCommands(program, world);
  addReconcileCommands(program, world);
  addOrderCommands(program, world);
  addStockCommand(program, world);
  addLocationCommand(program, world);
  addRoutingCommands(program, world);
  addParkedCommands(program, world);
  addDeliveryCommands(program, world);
  return program;
}
