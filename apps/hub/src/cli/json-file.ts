// A file of JSON that a command is given.
import { readFile } from "node:fs/promises";
import { HubError } from "@logix/model";

/** @throws HubError `invalid` */
export async function readJsonFile(file: string): Promise<unknown> {
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new HubError("invalid", `${file} cannot be read`, { remedy: "Check its name and who may read it", cause });
  });
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new HubError("invalid", `${file} is not valid JSON`, { remedy: "Check quotes, commas and brackets", cause });
  }
}

/** The list itself, or an object that has it by this name. */
export function listWithin(json: unknown, name: string): unknown {
  return typeof json === "object" && json !== null && name in json ? Reflect.get(json, name) : json;
}
