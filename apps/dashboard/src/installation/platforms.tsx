// The versions of the platforms' APIs that this hub speaks, and when each comes to its end.
import type { SystemReply } from "@logix/api/hub/system";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Section } from "../components/page.tsx";
import { Badge } from "../components/status-badge.tsx";
import { formatDay } from "../format/time.ts";
import classes from "./installation.module.css";

export function Platforms({ platforms }: Pick<SystemReply, "platforms">) {
  const { t } = useTranslation("installation");
  return (
    <Section title={t("platforms")}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t("platform")}</th>
            <th scope="col">{t("api_version")}</th>
            <th scope="col">{t("sunset")}</th>
          </tr>
        </thead>
        <tbody>
          {platforms.map((each) => (
            <tr key={each.platform}>
              <th scope="row">{each.label}</th>
              <td>{each.api_version}</td>
              <td>
                <Sunset platform={each} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Sunset({ platform }: { readonly platform: SystemReply["platforms"][number] }) {
  const { t } = useTranslation("installation");
  const { sunset_at: at, days_left: left, warning } = platform;
  if (at === null || left === null) return <Badge tone="good" icon={IconCircleCheck} text={t("no_sunset")} />;
  const year = at.slice(0, 4);
  return (
    <span className={classes.stacked}>
      <Badge
        tone={warning ? "warn" : "good"}
        icon={warning ? IconAlertTriangle : IconCircleCheck}
        text={`${formatDay(at.slice(0, 10))} ${year} · ${t("days_left", { count: left })}`}
      />
      {warning && <span>{warning}</span>}
    </span>
  );
}
