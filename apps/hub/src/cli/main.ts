// The `logix` command: a client of a running hub.
import { setTimeout as wait } from "node:timers/promises";
import { ask, askHidden } from "./ask.ts";
import { runCli } from "./program.ts";

process.exitCode = await runCli(process.argv.slice(2), {
  env: process.env,
  fetch,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  progressStream: process.stderr.isTTY ? process.stderr : null,
  ask,
  askHidden,
  wait,
});
