// Which reader carries which kind of run.
import type { RunRow } from "../../database/sync/runs.ts";
import type { RunReader } from "./run-reader.ts";

/** `others` carries what has no reader of its own. */
export function readersByKind(own: Readonly<Partial<Record<RunRow["kind"], RunReader>>>, others: RunReader): RunReader {
  return {
    read: (run, connection, patience, sliceMs) => (own[run.kind] ?? others).read(run, connection, patience, sliceMs),
  };
}
