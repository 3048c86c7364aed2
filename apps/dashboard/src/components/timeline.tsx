// What happened to a thing, newest first.
import type { ReactNode } from "react";
import { Time } from "./time.tsx";
import classes from "./timeline.module.css";

export type Happening = {
  readonly key: string | number;
  readonly at: string;
  readonly title: ReactNode;
  readonly detail?: ReactNode;
  readonly by?: string | undefined;
};

export function Timeline({ label, entries }: { readonly label: string; readonly entries: readonly Happening[] }) {
  return (
    <ol className={classes.timeline} aria-label={label}>
      {entries.map(({ key, at, title, detail, by }) => (
        <li key={key} className={classes.entry}>
          <div className={classes.title}>{title}</div>
          {detail && <div className={classes.detail}>{detail}</div>}
          <div className={classes.meta}>
            <Time at={at} />
            {by && ` · ${by}`}
          </div>
        </li>
      ))}
    </ol>
  );
}
