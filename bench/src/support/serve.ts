// The other end of child.ts: answers the bench until it is gone.
import type { Calls } from "./child.ts";

export function serve(calls: Calls): void {
  process.on("message", (text) => void answer(calls, String(text)));
  process.on("disconnect", () => process.exit(0));
}

async function answer(calls: Calls, text: string): Promise<void> {
  const { id, name, argument } = JSON.parse(text);
  try {
    const call = calls[String(name)];
    if (call === undefined) throw new Error(`nobody answers to ${name}`);
    reply({ id, result: (await call(argument)) ?? null });
  } catch (error) {
    reply({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

function reply(message: unknown): void {
  process.send?.(JSON.stringify(message));
}
