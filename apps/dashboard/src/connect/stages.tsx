// Where one is on the way from nothing to a store that is read: three stages, the same on each of their pages.
import { IconCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./stages.module.css";

const STAGES = ["pick", "way_in", "rules"] as const;
export type Stage = (typeof STAGES)[number];

export function Stages({ at }: { readonly at: Stage }) {
  const { t } = useTranslation("connect");
  const here = STAGES.indexOf(at);
  return (
    <ol className={classes.stages} aria-label={t("stages")}>
      {STAGES.map((stage, index) => (
        <li
          key={stage}
          data-state={index < here ? "done" : index === here ? "here" : "ahead"}
          aria-current={index === here ? "step" : undefined}
        >
          <span className={classes.number}>
            {index < here ? <IconCheck size={14} stroke={2.4} aria-hidden="true" /> : index + 1}
          </span>
          {t(`stage_${stage}`)}
        </li>
      ))}
    </ol>
  );
}
