// What went wrong, what the store said, and what helps.
import { Alert, Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { problemOf } from "../api/problem.ts";
import classes from "./problem-alert.module.css";

export function ProblemAlert({
  error,
  onRetry,
}: {
  readonly error: unknown;
  readonly onRetry?: (() => void) | undefined;
}) {
  const { t } = useTranslation();
  if (!error) return null;
  const problem = problemOf(error);
  const words = {
    offline: { title: t("offline_title"), detail: "", remedy: t("offline_remedy") },
    unreadable: { title: t("unreadable_title"), detail: problem.detail, remedy: t("unreadable_remedy") },
  }[problem.code] ?? { title: problem.detail || t("problem_title"), detail: "", remedy: problem.remedy };
  return (
    <Alert role="alert" color="red" className={classes.alert ?? ""} icon={<IconAlertTriangle />} title={words.title}>
      {words.detail && <p className={classes.line}>{words.detail}</p>}
      {problem.remote?.message && (
        <p className={classes.line}>{t("store_said", { message: problem.remote.message })}</p>
      )}
      {words.remedy && <p className={classes.line}>{words.remedy}</p>}
      {problem.request_id && problem.status >= 500 && (
        <p className={classes.faint}>{t("request_id", { id: problem.request_id })}</p>
      )}
      {onRetry && (
        <Button size="xs" variant="default" mt="xs" onClick={onRetry}>
          {t("retry")}
        </Button>
      )}
    </Alert>
  );
}
