// A sentence that stands out: good to know, worth a look, or wrong. Told by icon and word, not by colour alone.
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./notice.module.css";

const ICONS = { good: IconCircleCheck, info: IconInfoCircle, warn: IconAlertTriangle, bad: IconAlertTriangle };

export function Notice({
  tone,
  title,
  children,
}: {
  readonly tone: keyof typeof ICONS;
  readonly title?: string | undefined;
  readonly children?: ReactNode;
}) {
  const Icon = ICONS[tone];
  return (
    <div className={classes.notice} data-tone={tone} role={tone === "bad" ? "alert" : "status"}>
      <Icon size={18} stroke={1.8} aria-hidden="true" />
      <div className={classes.body}>
        {title && <p className={classes.title}>{title}</p>}
        {children}
      </div>
    </div>
  );
}
