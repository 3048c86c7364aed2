// How far a run is: a bar where the end is known, a count where it isn't.
import type { Run } from "@logix/api/hub/runs";
import { Progress } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { formatNumber } from "../format/money.ts";
import classes from "./activity.module.css";

export function RunProgress({ run }: { readonly run: Run }) {
  const { t } = useTranslation("activity");
  const done = run.seen + run.ignored + run.failed;
  if (run.total === null || run.total === 0) return <span className="tabular">{formatNumber(done)}</span>;
  const isLive = run.state === "running" || run.state === "waiting";
  const words = t("of_total", { done: formatNumber(done), total: formatNumber(run.total) });
  if (!isLive) return <span className="tabular">{words}</span>;
  return (
    <span className={classes.progress}>
      <span className="tabular">{words}</span>
      <Progress
        size="sm"
        animated={run.state === "running"}
        value={Math.min(100, (done / run.total) * 100)}
        aria-label={words}
      />
    </span>
  );
}
