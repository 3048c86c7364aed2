// The installation: which version, how it is doing, and what will need a person one day.
import { type Installation, systemSchema } from "@logix/api/hub/system";
import { Anchor, Progress, Skeleton, Text } from "@mantine/core";
import { IconAlertTriangle, IconKey, IconMail, IconMailOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { get } from "../api/client.ts";
import { Facts } from "../components/facts.tsx";
import { Page, Section } from "../components/page.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { StatTile, StatTiles } from "../components/stat-tile.tsx";
import { Badge } from "../components/status-badge.tsx";
import { Time } from "../components/time.tsx";
import { formatBytes } from "../format/bytes.ts";
import { formatNumber } from "../format/money.ts";
import { useSession } from "../session/session.ts";
import classes from "./installation.module.css";
import { Platforms } from "./platforms.tsx";
import { Queues } from "./queues.tsx";

const EVERY_MS = 15_000;

export function Screen() {
  const { t } = useTranslation("installation");
  const { data, isPending, error, refetch } = useQuery({
    queryKey: ["system"],
    queryFn: ({ signal }) => get("/system", systemSchema, {}, signal),
    refetchInterval: EVERY_MS,
  });
  const docs = (
    <Anchor href="/docs" size="sm">
      {t("documentation")}
    </Anchor>
  );
  return (
    <Page title={t("title")} lead={t("lead")} actions={docs}>
      <ProblemAlert error={error} onRetry={() => void refetch()} />
      {isPending && <Skeleton height={120} radius="md" />}
      {data && (
        <>
          {data.installation && <Health version={data.version} installation={data.installation} />}
          <div className={classes.columns}>
            <Account version={data.version} />
            {data.installation ? (
              <Security installation={data.installation} />
            ) : (
              <Text c="dimmed">{t("only_admin")}</Text>
            )}
          </div>
          <Platforms platforms={data.platforms} />
          {data.installation && <Queues queues={data.installation.queues} />}
        </>
      )}
    </Page>
  );
}

function Health({ version, installation }: { readonly version: string; readonly installation: Installation }) {
  const { t } = useTranslation("installation");
  const { database, disk, queues } = installation;
  const waiting = Object.values(queues).reduce((sum, queue) => sum + queue.waiting, 0);
  const used = disk ? 100 - (disk.free_bytes / disk.total_bytes) * 100 : 0;
  return (
    <StatTiles>
      <StatTile label={t("version")} value={version} hint={`${t("node")} ${installation.node}`} />
      <StatTile
        label={t("database")}
        value={formatBytes(database.bytes)}
        hint={t(database.kind, { version: database.version.split(" ")[0] ?? "" })}
      />
      <StatTile
        label={t("disk")}
        value={disk ? formatBytes(disk.free_bytes) : "–"}
        hint={
          disk ? (
            <Progress value={used} size="sm" mt={6} color={used > 90 ? "red" : "cobalt"} aria-label={t("disk")} />
          ) : (
            t("disk_external")
          )
        }
      />
      <StatTile label={t("queues")} value={formatNumber(waiting)} hint={t("waiting")} />
    </StatTiles>
  );
}

function Account({ version }: { readonly version: string }) {
  const { t } = useTranslation("installation");
  const { t: roles } = useTranslation("settings");
  const { data: me } = useSession();
  if (!me) return null;
  return (
    <Section title={t("account")}>
      <Facts
        facts={[
          [t("account_name"), me.account.name],
          [t("since"), <Time key="since" at={me.account.created_at} />],
          [t("you"), `${me.user.name} · ${me.user.email}`],
          [t("role"), roles(me.role)],
          [t("version"), version],
        ]}
      />
    </Section>
  );
}

function Security({ installation }: { readonly installation: Installation }) {
  const { t } = useTranslation("installation");
  const { encryption, mail } = installation;
  const isDue = encryption.due > 0;
  return (
    <Section title={t("security")}>
      <Facts
        facts={[
          [
            t("encryption"),
            <span key="key" className={classes.stacked}>
              <Badge
                tone={isDue ? "warn" : "good"}
                icon={isDue ? IconAlertTriangle : IconKey}
                text={isDue ? t("key_due", encryption) : t("key_current", { count: encryption.sealed })}
              />
              {!isDue && encryption.has_previous_key && <span>{t("key_droppable")}</span>}
            </span>,
          ],
          [
            t("mail"),
            <span key="mail" className={classes.stacked}>
              <Badge
                tone={mail.configured ? "good" : "idle"}
                icon={mail.configured ? IconMail : IconMailOff}
                text={
                  mail.configured
                    ? mail.from
                      ? t("mail_set", { from: mail.from })
                      : t("mail_set_plain")
                    : t("mail_unset")
                }
              />
            </span>,
          ],
          [t("up_since"), <Time key="up" at={installation.started_at} />],
          [t("process"), t(`process_${installation.role}`)],
          [t("memory"), formatBytes(installation.memory_bytes)],
          [t("address"), installation.public_url],
        ]}
      />
    </Section>
  );
}
