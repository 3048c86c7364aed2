// Where nothing is: what would be here, and what to do about it.
import { IconInbox } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./empty-state.module.css";

export function EmptyState({
  title,
  hint,
  icon: Icon = IconInbox,
  action,
}: {
  readonly title: string;
  readonly hint?: string | undefined;
  readonly icon?: typeof IconInbox;
  readonly action?: ReactNode;
}) {
  return (
    <div className={classes.empty}>
      <span className={classes.icon}>
        <Icon size={22} stroke={1.6} aria-hidden="true" />
      </span>
      <p className={classes.title}>{title}</p>
      {hint && <p className={classes.hint}>{hint}</p>}
      {action}
    </div>
  );
}
