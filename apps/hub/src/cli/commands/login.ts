// `logix login`: keeps a login for the other commands.
import { loginSchema } from "@logix/api/hub/auth";
import type { Command } from "commander";
import { z } from "zod";
import { keepLogin } from "../logins.ts";
import { toolsOf } from "../options.ts";
import type { World } from "../world.ts";

const optionsSchema = z.object({ email: z.string().optional() });

export function addLoginCommand(program: Command, world: World): void {
  program
    .command("login")
    .description("log in, and stay so for 12 hours; the password is asked for, or read from LOGIX_PASSWORD")
    .option("--email <address>", "who you are")
    .action(async (_options, command: Command) => {
      const { hub, print } = toolsOf(command, world);
      const given = optionsSchema.parse(command.opts());
      const email = given.email ?? (await world.ask("E-mail: "));
      const password = world.env.LOGIX_PASSWORD ?? (await world.askHidden("Password: "));
      const { value } = await hub.send("POST", "/auth/login", { email, password }, loginSchema);
      const file = keepLogin(hub.address, value, world.env);
      const kept = { hub: hub.address, email, expires_at: value.expires_at, kept_in: file };
      print({ value: kept, raw: kept }, describeLogin);
    });
}

function describeLogin(login: { hub: string; email: string; expires_at: string; kept_in: string }): string {
  return `${login.email} is logged in at ${login.hub} until ${login.expires_at}.\nThe login is kept in ${login.kept_in}.\n`;
}
