// Reconciles, their rows and drift as this dialect shows them.
import {
  type Drift as DriftReply,
  type Reconcile,
  type ReconcileRow,
  reconcileRowSchema,
} from "@logix/api/hub/reconciles";
import { z } from "zod";
import type { DriftRow } from "../../database/reconcile/reconcile-rows.ts";
import type { DomainRow } from "../../database/reconcile/reconciles.ts";
import type { Drift, ReconcileDetail } from "../../services/reconcile/reconcile-queries.ts";

const errorSchema = z.object({
  kind: z.string(),
  code: z.string().nullable(),
  message: z.string(),
  remedy: z.string().nullable(),
});
const placeSchema = z.object({ domain: z.string(), step: z.string() });

export function toReconcile({ row, domains }: ReconcileDetail): Reconcile {
  const isOpen = row.state === "waiting" || row.state === "running";
  const place = placeSchema.parse(row.position);
  return {
    id: row.id,
    connection_id: row.connection_id,
    connection_public_id: row.connection_public_id,
    cause: row.cause,
    state: row.state,
    step: isOpen ? `${place.domain}: ${place.step}` : null,
    domains: domains.map(toDomain),
    attempts: row.attempts,
    error: row.error === null ? null : errorSchema.parse(row.error),
    created_at: row.created_at.toISOString(),
    started_at: row.started_at?.toISOString() ?? null,
    finished_at: row.finished_at?.toISOString() ?? null,
  };
}

export function toRow(row: DriftRow): ReconcileRow {
  return {
    id: row.id,
    domain: row.domain,
    remote_id: row.remote_id,
    parent_remote_id: row.parent_remote_id,
    finding: row.finding,
    fields: reconcileRowSchema.shape.fields.parse(row.fields),
    in_flight: row.in_flight,
    cure: row.cure,
    outcome: row.outcome,
    found_at: row.found_at.toISOString(),
    settled_at: row.settled_at?.toISOString() ?? null,
  };
}

export function toDrift({ connection, intervalMinutes, changesUntold, history }: Drift): DriftReply {
  const points = history.map((row) => ({ ...toDomain(row), reconcile_id: row.reconcile_id }));
  return {
    connection_id: connection.id,
    connection_public_id: connection.publicId,
    interval_minutes: intervalMinutes,
    changes_untold: changesUntold,
    latest: points.filter(({ domain }, index) => points.findIndex((point) => point.domain === domain) === index),
    history: points,
  };
}

function toDomain(row: DomainRow) {
  return {
    domain: row.domain,
    ranges: row.ranges,
    ranges_apart: row.ranges_apart,
    listed: row.listed,
    drift_before: row.drift_before,
    drift_after: row.drift_after,
    finished_at: row.finished_at?.toISOString() ?? null,
  };
}
