// The page in front of the dashboard: a mark, a heading, and a form.
import type { ReactNode } from "react";
import { Logo } from "../components/logo.tsx";
import classes from "./door.module.css";

export function Door({
  title,
  lead,
  foot,
  children,
}: {
  readonly title: string;
  readonly lead: string;
  readonly foot?: string;
  readonly children?: ReactNode;
}) {
  return (
    <main className={classes.door}>
      <div className={classes.card}>
        <div className={classes.mark}>
          <Logo size={28} />
          Logix
        </div>
        <h1 className={classes.title}>{title}</h1>
        <p className={classes.lead}>{lead}</p>
        {children}
        {foot && <p className={classes.foot}>{foot}</p>}
      </div>
    </main>
  );
}
