// How far the reading of a store is: a bar for each kind, moving by itself, and where to go when it is done.
import type { Connection } from "@logix/api/hub/connections";
import type { Run } from "@logix/api/hub/runs";
import { Button, Group, Progress } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Notice } from "../components/notice.tsx";
import { formatNumber } from "../format/money.ts";
import { TestOrderButton } from "./connection-actions.tsx";
import classes from "./setup.module.css";
import { isUnderWay, useRuns } from "./use-connection.ts";

const KINDS = ["products", "orders", "customers"] as const;
/** So long after its end the first reading is still news. */
const NEWS_MS = 15 * 60_000;

export function Reading({ connection }: { readonly connection: Connection }) {
  const { t } = useTranslation("connections");
  const { data } = useRuns(connection.public_id);
  const newest = KINDS.flatMap((kind) => {
    const run = data?.runs.find((each) => each.kind === kind);
    return run ? [{ kind, run }] : [];
  });
  const isReading = newest.some(({ run }) => isUnderWay(run.state));
  const isNews = Date.now() - Date.parse(connection.created_at) < NEWS_MS;
  if (newest.length === 0 || (!isReading && !isNews)) return null;
  return (
    <section aria-label={t("reading")}>
      {isReading ? (
        <p className={classes.note}>
          <strong>{t("reading")}.</strong> {t("reading_hint")}
        </p>
      ) : (
        <Notice tone="good" title={t("read_done")}>
          <Group mt="xs">
            <Button renderRoot={(props) => <Link to="/orders" {...props} />}>{t("to_orders")}</Button>
            <TestOrderButton connection={connection} />
          </Group>
        </Notice>
      )}
      <div className={classes.bars}>
        {newest.map(({ kind, run }) => (
          <Bar key={kind} kind={kind} run={run} />
        ))}
      </div>
    </section>
  );
}

function Bar({ kind, run }: { readonly kind: (typeof KINDS)[number]; readonly run: Run }) {
  const { t } = useTranslation("connections");
  const { t: status } = useTranslation("statuses");
  const isDone = run.state === "done" || run.state === "incomplete";
  const percent = isDone ? 100 : run.total ? Math.min(99, (100 * run.seen) / run.total) : run.seen > 0 ? 50 : 2;
  const count = run.total
    ? t("of", { seen: formatNumber(run.seen), total: formatNumber(Math.max(run.total, run.seen)) })
    : t("seen", { seen: formatNumber(run.seen) });
  return (
    <div>
      <div className={classes.barHead}>
        <span>{t(kind)}</span>
        <span>
          {count} · {status(run.state)}
        </span>
      </div>
      <Progress value={percent} aria-label={t(kind)} color={run.state === "failed" ? "red" : "cobalt"} />
      {run.error && isUnderWay(run.state) && <p className={classes.note}>{run.error.message}</p>}
    </div>
  );
}
