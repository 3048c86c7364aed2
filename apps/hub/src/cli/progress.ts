// A progress bar on a terminal; nothing where nobody looks.
import { SingleBar } from "cli-progress";
import type { World } from "./world.ts";

export type Progress = {
  /** `total` null while nobody knows it. */
  show(value: number, total: number | null): void;
  end(): void;
};

export function startProgress(what: string, { progressStream: stream }: World): Progress {
  if (stream === null) return { show: () => {}, end: () => {} };
  const bar = new SingleBar({
    format: `${what} {bar} {percentage}% | {value} of {total}`,
    barCompleteChar: "█",
    barIncompleteChar: "░",
    hideCursor: true,
    stream,
  });
  bar.start(1, 0);
  return {
    show: (value, total) => {
      // A store's total shifts while customers shop; a bar beyond its end helps nobody.
      bar.setTotal(Math.max(value, total ?? 0, 1));
      bar.update(value);
    },
    end: () => bar.stop(),
  };
}
