// The shape of the tables of work, in both directions; the migrations are the truth that this follows.
import type { Generated, GeneratedAlways } from "kysely";
import type { Json, NullableStamp, Stamp } from "../column-types.ts";

/** What a store may be told. */
export const WORK_KINDS = ["order_status", "stock", "fulfilment", "refund"] as const;
export type WorkKind = (typeof WORK_KINDS)[number];

export type WorkTables = {
  cursors: {
    connection_id: number;
    account_id: number;
    kind: string;
    read_until: NullableStamp;
    checkpoint: Json | null;
    reading_until: NullableStamp;
    updated_at: Stamp;
  };
  deliveries: {
    id: GeneratedAlways<number>;
    account_id: number;
    connection_id: number;
    topic: string;
    kind: string;
    remote_id: string;
    delivery_id: string;
    signed: boolean;
    body: string;
    body_hash: Buffer;
    copies: Generated<number>;
    state: Generated<string>;
    note: string | null;
    received_at: Stamp;
    settled_at: NullableStamp;
  };
  rereads: {
    connection_id: number;
    kind: string;
    remote_id: string;
    account_id: number;
    reason: string;
    version: Generated<number>;
    attempts: Generated<number>;
    unreadable_since: NullableStamp;
    due_at: Stamp;
    requested_at: Stamp;
  };
  outward_work: {
    id: GeneratedAlways<number>;
    account_id: number;
    connection_id: number;
    kind: WorkKind;
    remote_id: string;
    wish: Json;
    version: Generated<number>;
    state: Generated<"waiting" | "done" | "parked">;
    attempts: Generated<number>;
    unreadable_since: NullableStamp;
    due_at: Stamp;
    cause: string;
    wished_at: Stamp;
    settled_at: NullableStamp;
    note: string | null;
  };
  runs: {
    id: GeneratedAlways<number>;
    account_id: number;
    connection_id: number;
    kind: "orders" | "products" | "customers" | "payouts" | "export" | "import" | "bulk";
    cause: string;
    state: Generated<"waiting" | "running" | "done" | "incomplete" | "failed" | "stopped">;
    filter: Json;
    checkpoint: Json | null;
    reads_until: NullableStamp;
    moves_cursor: boolean;
    most: number | null;
    total: number | null;
    seen: Generated<number>;
    created: Generated<number>;
    updated: Generated<number>;
    unchanged: Generated<number>;
    ignored: Generated<number>;
    failed: Generated<number>;
    attempts: Generated<number>;
    error: Json | null;
    created_at: Stamp;
    started_at: NullableStamp;
    finished_at: NullableStamp;
  };
  parked_work: {
    id: GeneratedAlways<number>;
    account_id: number;
    connection_id: number;
    source: "delivery" | "page" | "reread" | "outward";
    kind: string;
    remote_id: string;
    error_kind: string;
    code: string | null;
    message: string;
    remedy: string | null;
    payload: string | null;
    reference: Json;
    times: Generated<number>;
    parked_at: Stamp;
    resolved_at: NullableStamp;
    resolution: "retried" | "dismissed" | "healed" | null;
    resolved_by: string | null;
    reason: string | null;
  };
};
