// The shape of the tables of places and routing; part of tables.ts.
import type { Generated, GeneratedAlways } from "kysely";
import type { Json, Stamp } from "../column-types.ts";

export type LocationTables = {
  locations: {
    id: GeneratedAlways<number>;
    account_id: number;
    name: string;
    code: Generated<string>;
    line_1: Generated<string>;
    line_2: Generated<string>;
    city: Generated<string>;
    region: Generated<string>;
    postcode: Generated<string>;
    country: Generated<string>;
    is_default: Generated<boolean>;
    active: Generated<boolean>;
    fulfils: Generated<boolean>;
    priority: Generated<number>;
    created_at: Stamp;
    updated_at: Stamp;
  };
  location_links: {
    connection_id: number;
    remote_id: string;
    account_id: number;
    name: string;
    active: boolean;
    country: string;
    city: string;
    state: Generated<"linked" | "unused" | "undecided">;
    location_id: number | null;
    seen_at: Stamp;
  };
  connection_locations: { connection_id: number; location_id: number; account_id: number };
  routing_rules: { account_id: number; version: number; rules: Json; note: string; actor: string; at: Stamp };
  routing_decisions: {
    id: GeneratedAlways<number>;
    account_id: number;
    order_id: number;
    rules_version: number;
    cause: "order" | "reroute" | "override";
    state: "routed" | "held";
    parts: Json;
    oversold: Json;
    steps: Json;
    actor: string;
    reason: string | null;
    at: Stamp;
  };
};
