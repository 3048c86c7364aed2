// The numbers of the overview, asked for once and shared by its parts.
import { connectionHealthListSchema, type OrdersPerDay, ordersPerDaySchema } from "@logix/api/hub/insights";
import { useQuery } from "@tanstack/react-query";
import { get } from "../api/client.ts";
import { viewersZone } from "../format/time.ts";
import { useStoreFilter } from "../shell/store-filter.tsx";

export function useOrdersPerDay(days: number) {
  const store = useStoreFilter();
  return useQuery({
    queryKey: ["insights", "orders-per-day", days],
    queryFn: ({ signal }) =>
      get("/insights/orders-per-day", ordersPerDaySchema, { days, time_zone: viewersZone() }, signal),
    select: (found) => ofStore(found, store),
    placeholderData: (before) => before,
  });
}

export function useHealth() {
  const store = useStoreFilter();
  return useQuery({
    queryKey: ["insights", "connections"],
    queryFn: ({ signal }) => get("/insights/connections", connectionHealthListSchema, {}, signal),
    select: ({ connections }) =>
      connections.filter((each) => store === undefined || each.connection_public_id === store),
    refetchInterval: 60_000,
  });
}

function ofStore(found: OrdersPerDay, store: string | undefined): OrdersPerDay {
  if (store === undefined) return found;
  return { ...found, rows: found.rows.filter((row) => row.connection_public_id === store) };
}
