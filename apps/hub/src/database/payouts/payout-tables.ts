// The shape of the tables about payouts; the migrations are the truth that this follows.
import type { GeneratedAlways } from "kysely";
import type { Stamp } from "../column-types.ts";

export type PayoutTables = {
  payouts: {
    id: GeneratedAlways<number>;
    account_id: number;
    connection_id: number;
    remote_id: string;
    status: "scheduled" | "in_transit" | "paid" | "failed" | "cancelled";
    currency: string;
    gross_minor: number;
    fee_minor: number;
    net_minor: number;
    issued_at: Stamp;
    hash: Buffer;
    created_at: Stamp;
    updated_at: Stamp;
  };
  payout_transactions: {
    id: GeneratedAlways<number>;
    account_id: number;
    connection_id: number;
    payout_id: number;
    remote_id: string;
    kind: "charge" | "refund" | "other";
    type: string;
    order_remote_id: string | null;
    amount_minor: number;
    fee_minor: number;
    net_minor: number;
    at: Stamp;
  };
};
