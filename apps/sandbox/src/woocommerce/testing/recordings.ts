// Answers recorded from a real store, next to the project; RECORDINGS_DIR points elsewhere.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { isObject, type Json, type JsonObject, parseJson } from "../wordpress/json.ts";

const projectRoot = resolve(import.meta.dirname, "../../../../..");
const folder = join(resolve(projectRoot, process.env.RECORDINGS_DIR ?? "../shared/recordings"), "woocommerce");

export const hasRecordings = existsSync(folder);
if (!hasRecordings)
  console.warn(`SKIPPED: no recordings in ${folder}; set RECORDINGS_DIR to compare with a real store`);

export type Recording = { status: number; body: Json; headers: JsonObject; request: JsonObject; sha256: string };

export function recording(name: string): Recording {
  const json = parseJson(readFileSync(join(folder, `${name}.json`), "utf8"));
  if (!isObject(json)) throw new Error(`${name} is no recording`);
  const { status, body, headers, request, body_sha256: sha256 } = json;
  return {
    status: Number(status),
    body: body ?? null,
    headers: isObject(headers) ? headers : {},
    request: isObject(request) ? request : {},
    sha256: String(sha256 ?? ""),
  };
}

export function recordingNames(room: string, start = ""): string[] {
  return readdirSync(join(folder, room))
    .filter((file) => file.startsWith(start) && file.endsWith(".json"))
    .map((file) => `${room}/${file.slice(0, -5)}`);
}

export function recordedJson(name: string): JsonObject {
  const json = parseJson(readFileSync(join(folder, `${name}.json`), "utf8"));
  return isObject(json) ? json : {};
}
