// The shape of the tables about who may do what; the migrations are the truth that this follows.
import type { Generated, GeneratedAlways } from "kysely";
import type { Json, NullableStamp, Stamp } from "../column-types.ts";

export type AccessTables = {
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
};
