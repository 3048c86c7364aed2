// Loaded into a hub process before everything else: its clock shows what the file says beside the machine's, in milliseconds.
// Time that is measured (performance.now, timers) goes on as it does when somebody sets a machine's clock.
import { readFileSync } from "node:fs";

const file = process.env.CHAOS_CLOCK_FILE;
const LOOK_MS = 50;
const RealDate = Date;
let shiftMs = 0;

function look(): void {
  try {
    shiftMs = Number(readFileSync(file ?? "", "utf8")) || 0;
  } catch {
    shiftMs = 0; // nobody has set the clock yet
  }
}

if (file !== undefined) {
  look();
  setInterval(look, LOOK_MS).unref();
  const now = () => RealDate.now() + shiftMs;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, self) => Reflect.construct(target, args.length === 0 ? [now()] : args, self),
    apply: () => new RealDate(now()).toString(),
    get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
  });
}
