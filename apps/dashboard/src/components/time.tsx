// A moment: how long ago at a glance, exactly on hover or focus, in the viewer's zone.
import { Tooltip } from "@mantine/core";
import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { formatExact, formatRelative } from "../format/time.ts";

const TICK_MS = 15_000;
const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

/** One clock for all moments on a page. */
export function useNow(): number {
  return useSyncExternalStore(listen, () => now);
}

export function Time({ at }: { readonly at: string | null | undefined }) {
  const { t } = useTranslation();
  const current = useNow();
  if (!at) return <span className="tabular">{t("never")}</span>;
  return (
    <Tooltip label={formatExact(at)}>
      <time className="tabular" dateTime={at}>
        {formatRelative(at, Math.max(current, Date.now()))}
      </time>
    </Tooltip>
  );
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}
