// Columns that many tables have.
import type { ColumnType, JSONColumnType } from "kysely";

export type Stamp = ColumnType<Date, Date | string | undefined, Date | string>;
export type NullableStamp = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
// biome-ignore lint/suspicious/noExplicitAny: kysely's own bound for a JSON column is `object | null`; contents are parsed by whoever reads them
export type Json = JSONColumnType<any>;
