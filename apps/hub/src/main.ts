// The entry: compiled code is kept between starts, so everything else is loaded only after that is arranged.
import { enableCompileCache } from "node:module";

enableCompileCache();
const { runHub } = await import("./run-hub.ts");
await runHub();
