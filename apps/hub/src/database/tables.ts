// The shape of every table for the query builder.
import type { AccessTables } from "./access/access-tables.ts";
import type { AlertTables } from "./alerts/alert-tables.ts";
import type { CatalogueTables } from "./catalogue/catalogue-tables.ts";
import type { ConnectionTables } from "./connections/connection-tables.ts";
import type { PersonTables } from "./customers/person-tables.ts";
import type { OrderTables } from "./orders/order-tables.ts";
import type { ReturnTables } from "./orders/return-tables.ts";
import type { PayoutTables } from "./payouts/payout-tables.ts";
import type { ReconcileTables } from "./reconcile/reconcile-tables.ts";
import type { LocationTables } from "./stock/location-tables.ts";
import type { StockTables } from "./stock/stock-tables.ts";
import type { WorkTables } from "./sync/work-tables.ts";

export type Tables = AccessTables &
  AlertTables &
  CatalogueTables &
  ConnectionTables &
  LocationTables &
  OrderTables &
  PayoutTables &
  PersonTables &
  ReconcileTables &
  ReturnTables &
  StockTables &
  WorkTables;
