import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";
import { isAlive } from "./process-alive.ts";

test("this process is alive", () => {
  expect(isAlive(process.pid)).toBe(true);
});

test("a process is alive until it has ended", async () => {
  const child = spawn(process.execPath, ["--eval", "setInterval(() => {}, 60_000)"]);
  await once(child, "spawn");
  expect(isAlive(child.pid ?? 0)).toBe(true);
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(isAlive(child.pid ?? 0)).toBe(false);
});

test.runIf(process.platform === "linux")(
  "one that ended is not alive although its parent has not noticed",
  async () => {
    // The shell turns into a program that knows nothing of its child.
    const parent = spawn("sh", ["-c", "sleep 0.3 & echo $!; exec sleep 60"]);
    const [pid] = await once(createInterface(parent.stdout), "line");
    await expect.poll(() => isAlive(Number(pid))).toBe(false);
    expect(() => process.kill(Number(pid), 0)).not.toThrow();
    parent.kill("SIGKILL");
  },
);
