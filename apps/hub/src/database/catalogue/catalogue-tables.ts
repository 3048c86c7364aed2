// The shape of the catalogue's tables for the query builder; the migrations are the truth that this follows.
import type { Generated, GeneratedAlways } from "kysely";
import type { Json, NullableStamp, Stamp } from "../column-types.ts";

export type CatalogueTables = {
  products: {
    id: GeneratedAlways<number>;
    account_id: number;
    parent_id: number | null;
    sku: string;
    name: string;
    description: Generated<string>;
    short_description: Generated<string>;
    status: Generated<"publish" | "draft" | "pending" | "private">;
    prices: Json;
    attributes: Json;
    images: Json;
    categories: Json;
    tags: string[];
    weight: string | null;
    length: string | null;
    width: string | null;
    height: string | null;
    stock_status: "instock" | "outofstock" | "onbackorder" | null;
    options: Json;
    version: Generated<number>;
    created_at: Stamp;
    updated_at: Stamp;
    deleted_at: NullableStamp;
  };
  attribute_definitions: {
    account_id: number;
    name: string;
    type: "text" | "number" | "boolean" | "date" | "select" | "multiselect";
    unit: string | null;
    options: string[] | null;
    created_at: Stamp;
    updated_at: Stamp;
  };
  product_history: {
    id: GeneratedAlways<number>;
    account_id: number;
    product_id: number;
    actor: string;
    source: "request" | "import" | "bulk";
    changes: Json;
    at: Stamp;
  };
  export_mappings: {
    id: GeneratedAlways<number>;
    account_id: number;
    connection_id: number;
    selected_fields: string[];
    field_mappings: Json;
    is_active: Generated<boolean>;
    created_at: Stamp;
    updated_at: Stamp;
  };
  import_mappings: {
    id: GeneratedAlways<number>;
    account_id: number;
    connection_id: number;
    attribute_mappings: Json;
    field_mappings: Json;
    is_active: Generated<boolean>;
    created_at: Stamp;
    updated_at: Stamp;
  };
  product_links: {
    id: GeneratedAlways<number>;
    account_id: number;
    connection_id: number;
    product_id: number;
    remote_id: string | null;
    parent_remote_id: string | null;
    sent: Json;
    images: Json;
    sync_status: Generated<"synced" | "pending" | "error">;
    error_message: string | null;
    error_code: string | null;
    error_remedy: string | null;
    remote_deleted_at: NullableStamp;
    last_modified_fields: string[] | null;
    last_run_id: number | null;
    last_exported_at: NullableStamp;
    last_imported_at: NullableStamp;
    created_at: Stamp;
    updated_at: Stamp;
  };
  run_items: {
    id: GeneratedAlways<number>;
    account_id: number;
    run_id: number;
    product_id: number | null;
    remote_id: string | null;
    parent_remote_id: string | null;
    outcome: string;
    changes: Json | null;
    detail: Json | null;
    before: string | null;
    after: string | null;
    message: string | null;
    at: Stamp;
  };
  bulk_parts: {
    run_id: number;
    part: number;
    account_id: number;
    first_row: number;
    rows: string | null;
    results: Json | null;
  };
};
