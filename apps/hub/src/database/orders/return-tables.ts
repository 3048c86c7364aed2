// The shape of the tables about returns; the migrations are the truth that this follows.

import type { ReturnStatus } from "@logix/model";
import type { GeneratedAlways } from "kysely";
import type { NullableStamp, Stamp } from "../column-types.ts";

export type ReturnTables = {
  order_returns: {
    id: GeneratedAlways<number>;
    account_id: number;
    connection_id: number;
    order_id: number;
    remote_id: string;
    number: string;
    status: ReturnStatus;
    note: string;
    refund_remote_ids: string[];
    requested_at: Stamp;
    opened_at: NullableStamp;
    closed_at: NullableStamp;
    created_at: Stamp;
  };
  order_return_lines: {
    return_id: number;
    remote_id: string;
    account_id: number;
    position: number;
    line_remote_id: string | null;
    sku: string | null;
    quantity: string;
    reason: string;
    note: string;
  };
};
