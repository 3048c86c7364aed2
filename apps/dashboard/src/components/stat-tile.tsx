// One number that matters, with its name and what it compares to.
import { Skeleton } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./stat-tile.module.css";

export function StatTiles({ children }: { readonly children: ReactNode }) {
  return <dl className={classes.tiles}>{children}</dl>;
}

export function StatTile({
  label,
  value,
  hint,
  tone = "idle",
  isLoading = false,
}: {
  readonly label: string;
  readonly value: ReactNode;
  readonly hint?: ReactNode;
  readonly tone?: "idle" | "warn" | "bad";
  readonly isLoading?: boolean;
}) {
  return (
    <div className={classes.tile}>
      <dt className={classes.label}>{label}</dt>
      <dd className={classes.value}>{isLoading ? <Skeleton height={24} width="55%" mt={4} /> : value}</dd>
      {hint && !isLoading && (
        <dd className={classes.hint} data-tone={tone}>
          {hint}
        </dd>
      )}
    </div>
  );
}
