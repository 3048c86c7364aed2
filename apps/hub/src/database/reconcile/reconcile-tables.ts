// The shape of the tables of reconcile; the migration is the truth that this follows.
import type { Generated, GeneratedAlways } from "kysely";
import type { Json, NullableStamp, Stamp } from "../column-types.ts";

export type Domain = "orders" | "products" | "customers";
export type Finding = "missing_here" | "missing_there" | "different";
export type RowOutcome = "open" | "mended" | "apart" | "unlisted";

export type ReconcileTables = {
  reconciles: {
    id: GeneratedAlways<number>;
    account_id: number;
    connection_id: number;
    cause: string;
    state: Generated<"waiting" | "running" | "done" | "failed" | "stopped">;
    domains: Domain[];
    position: Json;
    attempts: Generated<number>;
    error: Json | null;
    created_at: Stamp;
    started_at: NullableStamp;
    finished_at: NullableStamp;
  };
  reconcile_domains: {
    reconcile_id: number;
    domain: Domain;
    account_id: number;
    connection_id: number;
    position: number;
    ranges: Generated<number>;
    ranges_apart: Generated<number>;
    listed: Generated<number>;
    drift_before: number | null;
    drift_after: number | null;
    finished_at: NullableStamp;
  };
  reconcile_rows: {
    id: GeneratedAlways<number>;
    reconcile_id: number;
    account_id: number;
    domain: Domain;
    remote_id: string;
    parent_remote_id: string | null;
    finding: Finding;
    fields: Json;
    in_flight: Generated<boolean>;
    cure: "reread" | "wish";
    outcome: Generated<RowOutcome>;
    found_at: Stamp;
    settled_at: NullableStamp;
  };
  watches: {
    connection_id: number;
    account_id: number;
    reconcile_interval_minutes: Generated<number>;
    store_settings: Json | null;
    store_settings_at: NullableStamp;
    webhooks_looked_at: NullableStamp;
    changes_untold: Generated<number>;
    counted_run_id: Generated<number>;
  };
  webhook_wishes: {
    connection_id: number;
    account_id: number;
    delivery_url: string;
    topics: string[];
    since: Stamp;
  };
};
