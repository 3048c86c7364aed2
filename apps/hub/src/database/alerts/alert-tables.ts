// The shape of the tables of alerts; the migrations are the truth that this follows.
import type { ColumnType, Generated, GeneratedAlways } from "kysely";
import type { NullableStamp, Stamp } from "../column-types.ts";

type Severity = "notice" | "warning" | "critical";

export type AlertTables = {
  alerts: {
    id: GeneratedAlways<number>;
    account_id: number;
    connection_id: number | null;
    code: string;
    subject: string;
    severity: Severity;
    title: string;
    detail: string;
    times: Generated<number>;
    opened_at: Stamp;
    last_at: Stamp;
    settled_at: NullableStamp;
    acknowledged_at: NullableStamp;
    acknowledged_by: string | null;
    snoozed_until: NullableStamp;
  };
  alert_channels: {
    id: GeneratedAlways<number>;
    account_id: number;
    name: string;
    kind: "email" | "slack" | "webhook";
    settings_sealed: string;
    shown_target: string;
    min_severity: Severity;
    codes: string[] | null;
    enabled: Generated<boolean>;
    group_seconds: number;
    repeat_hours: number | null;
    quiet: ColumnType<unknown, string | null | undefined, string | null>;
    last_sent_at: NullableStamp;
    failing_since: NullableStamp;
    last_error: string | null;
    created_at: Stamp;
    updated_at: Stamp;
    deleted_at: NullableStamp;
  };
  alert_messages: {
    id: Generated<string>;
    account_id: number;
    channel_id: number;
    content: ColumnType<unknown, string, string>;
    state: Generated<"waiting" | "sent" | "given_up">;
    attempts: Generated<number>;
    due_at: Stamp;
    last_error: string | null;
    created_at: Stamp;
    settled_at: NullableStamp;
  };
  alert_notices: {
    id: GeneratedAlways<number>;
    account_id: number;
    channel_id: number;
    alert_id: number;
    kind: "opened" | "repeated" | "settled";
    due_at: Stamp;
    state: Generated<"waiting" | "told" | "dropped">;
    message_id: string | null;
    settled_at: NullableStamp;
  };
  store_contacts: {
    connection_id: number;
    account_id: number;
    answered_at: NullableStamp;
    silent_since: NullableStamp;
    failed_at: NullableStamp;
    last_error: string | null;
  };
};
