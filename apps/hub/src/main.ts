// The entry: compiled code is kept between starts, and memory is given back sooner than the engine would by itself, so everything
// else is loaded only after that is arranged.
import { enableCompileCache } from "node:module";
import { setFlagsFromString } from "node:v8";

enableCompileCache();
// A backfill makes much that is soon garbage; left alone, the heap grows to three times what it needs before it is cleaned.
setFlagsFromString("--heap-growing-percent=80");
const { runHub } = await import("./run-hub.ts");
await runHub();
