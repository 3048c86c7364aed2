// Orders asked for: a list by filters, and one with everything that is known of it.
import { deliveryListSchema } from "@logix/api/hub/deliveries";
import { orderActionListSchema } from "@logix/api/hub/order-actions";
import { type Order, orderDetailSchema, orderListSchema } from "@logix/api/hub/orders";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { get, send } from "../api/client.ts";
import { usePages } from "../api/use-pages.ts";

export const filtersSchema = z.object({
  search: z.string().optional(),
  status: z.string().optional(),
  from: z.iso.date().optional(),
  until: z.iso.date().optional(),
  order: z.string().optional(),
});
export type OrderFilters = z.output<typeof filtersSchema>;

export function useOrders({ search, status, from, until }: OrderFilters, store: string | undefined) {
  return usePages({
    topic: "orders",
    path: "/orders",
    schema: orderListSchema,
    rowsOf: ({ orders }) => orders,
    query: {
      connection_id: store,
      search,
      status,
      placed_from: from && startOfDay(from).toISOString(),
      placed_until: until && new Date(startOfDay(until).getTime() + 86_400_000).toISOString(),
    },
  });
}

/** In the viewer's own zone. */
function startOfDay(day: string): Date {
  return new Date(`${day}T00:00:00`);
}

export function useOrder(id: number) {
  return useQuery({
    queryKey: ["orders", "one", id],
    queryFn: ({ signal }) => get(`/orders/${id}`, orderDetailSchema, {}, signal),
  });
}

export function useActions(id: number) {
  return useQuery({
    queryKey: ["orders", "actions", id],
    queryFn: ({ signal }) => get(`/orders/${id}/actions`, orderActionListSchema, {}, signal),
  });
}

export function useDeliveriesOf(order: Pick<Order, "connection_public_id" | "remote_id">, enabled: boolean) {
  const query = { connection_id: order.connection_public_id, kind: "order", remote_id: order.remote_id, limit: 30 };
  return useQuery({
    queryKey: ["deliveries", "of", query],
    queryFn: ({ signal }) => get("/deliveries", deliveryListSchema, query, signal),
    enabled,
  });
}

export function useStatusChange(id: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (status: string) => send("PATCH", `/orders/${id}`, orderDetailSchema, { status }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["orders"] }),
  });
}
