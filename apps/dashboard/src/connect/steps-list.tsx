// How far the way into a store leads, a line for each step; where it ends, what to click in WordPress.
import type { Examination } from "@logix/api/hub/connection-start";
import { Button } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconExternalLink } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./steps-list.module.css";

type Step = Examination["steps"][number];

const KNOWN = [
  "address",
  "reachable",
  "permalinks",
  "rest_api",
  "woocommerce",
  "keys",
  "permissions",
  "store",
] as const;
const ICONS = { ok: IconCircleCheck, failed: IconAlertTriangle, waiting: IconCircleDashed };

/** Pages of the store's own admin on which a step is put right. */
const PLACES = {
  permalinks: { path: "/wp-admin/options-permalink.php", word: "open_permalinks" },
  rest_api: { path: "/wp-json/", word: "open_rest" },
  woocommerce: { path: "/wp-admin/plugins.php", word: "open_plugins" },
  keys: { path: "/wp-admin/admin.php?page=wc-settings&tab=advanced&section=keys", word: "open_keys" },
  permissions: { path: "/wp-admin/admin.php?page=wc-settings&tab=advanced&section=keys", word: "open_keys" },
} as const;

export function StepsList({ steps, storeUrl }: { readonly steps: readonly Step[]; readonly storeUrl: string }) {
  const { t } = useTranslation("connect");
  return (
    <section aria-label={t("way_in")}>
      <h2 className={classes.title}>{t("way_in")}</h2>
      <ol className={classes.steps} aria-live="polite">
        {steps.map((step) => (
          <StepLine key={step.step} step={step} storeUrl={storeUrl} />
        ))}
      </ol>
    </section>
  );
}

function StepLine({ step, storeUrl }: { readonly step: Step; readonly storeUrl: string }) {
  const { t } = useTranslation("connect");
  const Icon = ICONS[step.state];
  const name = KNOWN.find((known) => known === step.step);
  return (
    <li className={classes.step} data-state={step.state}>
      <Icon size={18} stroke={1.8} aria-hidden="true" />
      <div className={classes.body}>
        <div className={classes.name}>
          {name ? t(`step_${name}`) : step.step}
          <span className={classes.state}>{t(`state_${step.state}`)}</span>
        </div>
        {step.state === "failed" && (
          <div className={classes.trouble} role="alert">
            <p className={classes.message}>{step.message}</p>
            {step.remedy && <p>{step.remedy}</p>}
            <Place step={step.step} storeUrl={storeUrl} />
          </div>
        )}
      </div>
    </li>
  );
}

function Place({ step, storeUrl }: { readonly step: string; readonly storeUrl: string }) {
  const { t } = useTranslation("connect");
  const place = isPlace(step) ? PLACES[step] : undefined;
  const url = place && URL.parse(storeUrl.includes("://") ? storeUrl : `https://${storeUrl}`);
  if (!place || !url) return null;
  return (
    <Button
      component="a"
      size="xs"
      variant="default"
      href={url.href.replace(/\/+$/, "") + place.path}
      target="_blank"
      rel="noreferrer"
      rightSection={<IconExternalLink size={14} />}
    >
      {t(place.word)}
    </Button>
  );
}

function isPlace(step: string): step is keyof typeof PLACES {
  return step in PLACES;
}
