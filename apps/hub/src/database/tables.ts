// The shape of every table for the query builder; the migrations are the truth that this follows.

import type { ColumnType, Generated, GeneratedAlways, JSONColumnType } from "kysely";
import type { AlertTables } from "./alerts/alert-tables.ts";
import type { CatalogueTables } from "./catalogue/catalogue-tables.ts";
import type { PersonTables } from "./customers/person-tables.ts";
import type { ReturnTables } from "./orders/return-tables.ts";
import type { PayoutTables } from "./payouts/payout-tables.ts";
import type { ReconcileTables } from "./reconcile/reconcile-tables.ts";
import type { LocationTables } from "./stock/location-tables.ts";
import type { WorkTables } from "./sync/work-tables.ts";

type Stamp = ColumnType<Date, Date | string | undefined, Date | string>;
type NullableStamp = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
// biome-ignore lint/suspicious/noExplicitAny: kysely's own bound for a JSON column is `object | null`; contents are parsed by whoever reads them
type Json = JSONColumnType<any>;

export type Tables = AlertTables &
  CatalogueTables &
  LocationTables &
  PayoutTables &
  PersonTables &
  ReconcileTables &
  ReturnTables &
  WorkTables & {
    accounts: { id: GeneratedAlways<number>; name: string; created_at: Stamp };
    users: {
      id: GeneratedAlways<number>;
      public_id: string;
      account_id: number;
      email: string;
      name: string;
      password_hash: string | null;
      role: "owner" | "manager" | "operator" | "viewer";
      administrator: Generated<boolean>;
      invitation_hash: Buffer | null;
      invitation_expires_at: NullableStamp;
      created_at: Stamp;
      disabled_at: NullableStamp;
      tokens_valid_from: Stamp;
    };
    ended_logins: { login_id: string; account_id: number; user_id: number; expires_at: Stamp };
    api_tokens: {
      id: GeneratedAlways<number>;
      account_id: number;
      user_id: number;
      name: string;
      token_hash: Buffer;
      permissions: string[];
      created_at: Stamp;
      expires_at: NullableStamp;
      last_used_at: NullableStamp;
      revoked_at: NullableStamp;
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
    signing_keys: { id: string; secret_sealed: string; created_at: Stamp; retires_at: Stamp };
    audit_log: {
      id: GeneratedAlways<number>;
      account_id: number;
      user_id: number | null;
      actor: string;
      action: string;
      subject: string;
      detail: Json;
      at: Stamp;
    };
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
    order_actions: {
      id: GeneratedAlways<number>;
      account_id: number;
      connection_id: number;
      order_id: number;
      kind: "fulfilment" | "refund";
      idempotency_key: string | null;
      wish: Json;
      state: Generated<"waiting" | "done" | "failed">;
      note: string | null;
      actor: string;
      created_at: Stamp;
      settled_at: NullableStamp;
    };
    cursors: {
      connection_id: number;
      account_id: number;
      kind: string;
      read_until: NullableStamp;
      checkpoint: Json | null;
      reading_until: NullableStamp;
      updated_at: Stamp;
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
    orders: {
      id: GeneratedAlways<number>;
      account_id: number;
      connection_id: number;
      remote_id: string;
      number: string;
      status: string;
      remote_status: string;
      stock_taken: boolean;
      currency: string;
      total_minor: number;
      subtotal_minor: number;
      discount_minor: number;
      shipping_minor: number;
      tax_minor: number;
      refunded_minor: number;
      prices_include_tax: boolean;
      payment_method: string;
      payment_title: string;
      transaction_id: string;
      customer_note: string;
      customer_remote_id: string | null;
      customer_name: string;
      customer_email: string;
      billing: Json;
      shipping: Json;
      refunds: Json;
      fulfilments: Json;
      other_money: Json | null;
      custom: Json | null;
      placed_at: Stamp;
      paid_at: NullableStamp;
      completed_at: NullableStamp;
      modified_at: Stamp;
      archived_at: NullableStamp;
      erased_at: NullableStamp;
      deleted_at: NullableStamp;
      hash: Buffer;
      written_hash: Buffer | null;
      raw: string;
      created_at: Stamp;
      updated_at: Stamp;
    };
    order_lines: {
      order_id: number;
      remote_id: string;
      account_id: number;
      position: number;
      kind: string;
      product_remote_id: string | null;
      variant_remote_id: string | null;
      sku: string | null;
      name: string;
      quantity: string;
      subtotal_minor: number;
      total_minor: number;
      tax_minor: number;
      options: Json;
    };
    order_history: {
      id: GeneratedAlways<number>;
      account_id: number;
      order_id: number;
      at: Stamp;
      actor: string;
      source: string;
      from_status: string | null;
      to_status: string;
      from_remote: string | null;
      to_remote: string;
      note: string | null;
    };
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
