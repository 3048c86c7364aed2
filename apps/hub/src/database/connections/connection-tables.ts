// The shape of the tables about connections; the migrations are the truth that this follows.
import type { ColumnType, Generated, GeneratedAlways } from "kysely";
import type { Json, NullableStamp, Stamp } from "../column-types.ts";

export type ConnectionTables = {
  connections: {
    id: GeneratedAlways<number>;
    public_id: string;
    account_id: number;
    user_id: number | null;
    platform: string;
    name: string;
    store_url: string;
    store_key: string;
    settings_sealed: string;
    status: "active" | "paused" | "disconnected";
    status_reason: string | null;
    auto_sync: boolean;
    sync_interval_minutes: Generated<number>;
    stock_role: Generated<"authority" | "follower" | "contributor" | "none">;
    status_map: Json;
    order_fields: ColumnType<unknown, string | undefined, string>;
    rate_limit: Json | null;
    store_info: Json | null;
    is_default: Generated<boolean>;
    last_sync_at: NullableStamp;
    renewing_until: NullableStamp;
    created_at: Stamp;
    updated_at: Stamp;
    deleted_at: NullableStamp;
  };
  sandbox_stores: {
    connection_id: number;
    account_id: number;
    port: number;
    seed: number;
    orders: number;
    products: number;
    created_at: Stamp;
  };
  authorisations: {
    id: GeneratedAlways<number>;
    account_id: number;
    user_id: number;
    platform: string;
    state_hash: Buffer;
    request_sealed: string;
    granted_sealed: string | null;
    expires_at: Stamp;
    used_at: NullableStamp;
    created_at: Stamp;
  };
  api_notices: {
    account_id: number;
    connection_id: number;
    header: string;
    notice: string;
    path: string;
    sunset_at: NullableStamp;
    first_seen_at: Stamp;
    last_seen_at: Stamp;
  };
  rate_limits: { key: string; busy_until: number; slowness: Generated<number> };
};
