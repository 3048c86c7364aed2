// The shape of the tables about stock; the migrations are the truth that this follows.
import type { Generated, GeneratedAlways } from "kysely";
import type { Json, NullableStamp, Stamp } from "../column-types.ts";

export type StockTables = {
  stock_levels: {
    account_id: number;
    location_id: number;
    sku: string;
    on_hand: string;
    buffer: Generated<string>;
    counted_at: Stamp;
    updated_at: Stamp;
  };
  stock_movements: {
    id: GeneratedAlways<number>;
    account_id: number;
    location_id: number;
    sku: string;
    kind: "count" | "adjustment" | "sale" | "sale_undone" | "transfer";
    delta: string;
    on_hand_after: string;
    order_id: number | null;
    actor: string;
    reason: string | null;
    idempotency_key: string | null;
    at: Stamp;
  };
  allocations: {
    order_id: number;
    line_remote_id: string;
    account_id: number;
    location_id: number;
    sku: string;
    quantity: string;
    shipped: Generated<boolean>;
  };
  listings: {
    id: GeneratedAlways<number>;
    account_id: number;
    connection_id: number;
    remote_id: string;
    parent_remote_id: string | null;
    kind: string;
    remote_type: string;
    sku: string | null;
    name: string;
    published: boolean;
    stock_keeping: string;
    stock_quantity: string | null;
    price: string | null;
    modified_at: Stamp;
    archived_at: NullableStamp;
    deleted_at: NullableStamp;
    hash: Buffer;
    written_hash: Buffer | null;
    told_quantity: string | null;
    stock_by_location: Json | null;
    told_by_location: Json | null;
    stock_remote_id: string | null;
    raw: string;
    created_at: Stamp;
    updated_at: Stamp;
  };
};
