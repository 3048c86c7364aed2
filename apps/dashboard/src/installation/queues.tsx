// What waits in each queue of the hub.
import type { Installation } from "@logix/api/hub/system";
import { useTranslation } from "react-i18next";
import { Section } from "../components/page.tsx";
import { formatNumber } from "../format/money.ts";
import classes from "./installation.module.css";

export function Queues({ queues }: Pick<Installation, "queues">) {
  const { t } = useTranslation("installation");
  return (
    <Section title={t("queues")}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t("queue")}</th>
            <th scope="col">{t("waiting")}</th>
            <th scope="col">{t("active")}</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(queues).map(([name, { waiting, active }]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{formatNumber(waiting)}</td>
              <td>{formatNumber(active)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
