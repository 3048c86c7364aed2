// What a test lets happen right before a request is answered.
import type { JsonObject } from "../wordpress/json.ts";

export type Watcher = (request: { method: string; path: string; query: JsonObject }) => void | Promise<void>;
