// What each store shows of a SKU, and whether it was told of the last change.
import type { stockDetailSchema } from "@logix/api/hub/stock";
import { Skeleton } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconClock } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { z } from "zod";
import { Badge } from "../components/status-badge.tsx";
import { Time } from "../components/time.tsx";
import { useConnections } from "../shell/store-filter.tsx";
import classes from "./stock.module.css";

type Listing = z.infer<typeof stockDetailSchema>["listings"][number];

export function StoresTold({
  listings,
  isPending,
}: {
  readonly listings: readonly Listing[];
  readonly isPending: boolean;
}) {
  const { t } = useTranslation("stock");
  const connections = useConnections();
  const nameOf = (publicId: string) => connections?.find(({ public_id }) => public_id === publicId)?.name ?? publicId;
  return (
    <section className={classes.part} aria-label={t("tell_title")}>
      <h3>{t("tell_title")}</h3>
      {isPending && <Skeleton height={60} />}
      {!isPending && listings.length === 0 && <p className={classes.faint}>{t("no_store")}</p>}
      {listings.length > 0 && (
        <table className={classes.rows} aria-label={t("tell_title")}>
          <thead>
            <tr>
              <th scope="col">{t("stores")}</th>
              <th scope="col" data-align="right">
                {t("shows")}
              </th>
              <th scope="col">{t("state")}</th>
            </tr>
          </thead>
          <tbody>
            {listings.map((listing) => (
              <tr key={`${listing.connection_id}:${listing.remote_id}`}>
                <td>
                  {nameOf(listing.connection_public_id)}
                  <p className={classes.faint}>{listing.name}</p>
                </td>
                <td data-align="right">{listing.shows ?? t("not_counted")}</td>
                <td>
                  <Told told={listing.told} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

const LOOK = {
  waiting: ["warn", IconClock],
  done: ["good", IconCircleCheck],
  parked: ["bad", IconAlertTriangle],
} as const;

function Told({ told }: { readonly told: Listing["told"] }) {
  const { t } = useTranslation("stock");
  if (!told) return <Badge tone="idle" icon={IconCircleDashed} text={t("never_told")} />;
  const [tone, icon] = LOOK[told.state];
  return (
    <>
      <Badge tone={tone} icon={icon} text={t(`told_${told.state}`)} />
      <p className={classes.faint}>
        <Time at={told.settled_at ?? told.wished_at} />
      </p>
    </>
  );
}
