// The shape of the tables about persons; the migrations are the truth that this follows.
import type { Generated, GeneratedAlways } from "kysely";
import type { Json, NullableStamp, Stamp } from "../column-types.ts";

export type PersonTables = {
  customers: {
    id: GeneratedAlways<number>;
    account_id: number;
    connection_id: number;
    remote_id: string;
    email: string;
    first_name: string;
    last_name: string;
    phone: string;
    company: string;
    billing: Json;
    shipping: Json;
    from_profile: boolean;
    hash: Buffer | null;
    modified_at: Stamp;
    deleted_at: NullableStamp;
    person_id: number | null;
    erased_at: NullableStamp;
    created_at: Stamp;
    updated_at: Stamp;
  };
  privacy_requests: {
    id: GeneratedAlways<number>;
    account_id: number;
    connection_id: number;
    remote_id: string;
    what: "show" | "erase" | "erase_store";
    customer_remote_id: string | null;
    email: string | null;
    order_remote_ids: string[];
    state: "open" | "done";
    customers_erased: Generated<number>;
    orders_erased: Generated<number>;
    due_at: Stamp;
    received_at: Stamp;
    done_at: NullableStamp;
  };
  persons: {
    id: GeneratedAlways<number>;
    account_id: number;
    grounds: string[];
    reason: string | null;
    merged_by: string;
    merged_at: Stamp;
    undone_by: string | null;
    undone_at: NullableStamp;
  };
};
