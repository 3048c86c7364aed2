// One piece of parked work: what happened, why, what helps.
import type { Parked } from "@logix/api/hub/parked";
import { Button } from "@mantine/core";
import { IconAlertTriangle, IconCode } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Badge } from "../components/status-badge.tsx";
import { StoreName } from "../components/store-name.tsx";
import { Time } from "../components/time.tsx";
import classes from "./activity.module.css";
import { ParkedActions } from "./parked-actions.tsx";
import { ParkedPayload } from "./parked-payload.tsx";

export function ParkedCard({ card }: { readonly card: Parked }) {
  const { t } = useTranslation("activity");
  const [isShown, setShown] = useState(false);
  const isOpen = card.state === "open";
  const code = card.error.code ?? card.error.kind;
  return (
    <article className={classes.card} aria-label={card.title}>
      <header className={classes.cardHead}>
        <h2 className={classes.cardTitle}>{card.title}</h2>
        <div className={classes.cardMeta}>
          <StoreName id={card.connection_public_id} />
          {card.times > 1 && <span>{t("times", { count: card.times })}</span>}
          <Time at={card.parked_at} />
        </div>
      </header>
      <p className={classes.faint}>{card.detail}</p>
      {isOpen && <Remedies card={card} />}
      {!isOpen && <Outcome card={card} />}
      <div className={classes.cardMeta}>
        <Badge tone={isOpen ? "bad" : "idle"} icon={IconAlertTriangle} text={t("reason_code", { code })} />
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          leftSection={<IconCode size={13} />}
          aria-expanded={isShown}
          onClick={() => setShown(!isShown)}
        >
          {isShown ? t("hide_payload") : t("show_payload")}
        </Button>
      </div>
      {isShown && <ParkedPayload id={card.id} />}
      <ParkedActions card={card} />
    </article>
  );
}

/** Those without a button of their own: what a person does elsewhere. */
function Remedies({ card }: { readonly card: Parked }) {
  const { t } = useTranslation("activity");
  const advice = [
    ...new Set(
      card.remedies
        .filter(({ action }) => action !== "retry" && action !== "retry_like" && action !== "dismiss")
        .map(({ text }) => text),
    ),
  ];
  if (advice.length === 0) return null;
  return (
    <div>
      <h3 className={classes.heading}>{t("what_helps")}</h3>
      <ul className={classes.remedies}>
        {advice.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </div>
  );
}

function Outcome({ card }: { readonly card: Parked }) {
  const { t } = useTranslation("activity");
  const words = {
    retried: t("resolution_retried"),
    dismissed: t("resolution_dismissed"),
    healed: t("resolution_healed"),
  } as const;
  if (card.resolution === null) return null;
  return (
    <div className={classes.cardMeta}>
      <Badge tone={card.resolution === "dismissed" ? "idle" : "good"} text={words[card.resolution]} />
      <Time at={card.resolved_at} />
      {card.reason && <span>{card.reason}</span>}
    </div>
  );
}
