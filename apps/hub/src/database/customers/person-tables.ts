// The shape of the tables about persons; the migrations are the truth that this follows.
import type { ColumnType, GeneratedAlways } from "kysely";

type Stamp = ColumnType<Date, Date | string | undefined, Date | string>;
type NullableStamp = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;

export type PersonTables = {
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
