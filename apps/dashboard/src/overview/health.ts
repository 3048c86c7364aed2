// When a connection deserves a look.
import type { Connection } from "@logix/api/hub/connections";
import type { ConnectionHealth } from "@logix/api/hub/insights";

/** So many intervals may pass without a sync before somebody should know. */
const LATE_INTERVALS = 4;

export function needsAttention(connection: Connection, health: ConnectionHealth, now: number): boolean {
  if (health.parked > 0 || health.failed_runs_24h > 0) return true;
  if (!connection.auto_sync || !health.read_until) return false;
  return now - Date.parse(health.read_until) > LATE_INTERVALS * connection.sync_interval_minutes * 60_000;
}
