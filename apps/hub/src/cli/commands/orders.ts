// `logix orders`, `logix order`, `logix status`.
import { type Order, type OrderDetail, orderDetailSchema, orderListSchema } from "@logix/api/hub/orders";
import { fromMinor, isOrderStatus, ORDER_STATUSES } from "@logix/model";
import { Argument, type Command, InvalidArgumentError, Option } from "commander";
import { z } from "zod";
import { queryOf } from "../hub-api.ts";
import { addPaging, moreLine, pagingSchema, toolsOf } from "../options.ts";
import { facts, table } from "../table.ts";
import type { World } from "../world.ts";

const listSchema = pagingSchema.extend({ status: z.string().optional(), connection: z.string().optional() });
const statusSchema = z.object({ note: z.string().optional() });

export function addOrderCommands(program: Command, world: World): void {
  addPaging(program.command("orders").description("orders of all stores, newest first"))
    .addOption(new Option("--status <status>", "only these").argParser(statusOf))
    .option("--connection <id>", "only of this store")
    .action((_options, command: Command) => listOrders(command, world));
  program
    .command("order <id>")
    .description("one order with its history; by the number in the first column of `orders`")
    .action(async (id: string, _options, command: Command) => {
      const { hub, print } = toolsOf(command, world);
      print(await hub.get(`/orders/${encodeURIComponent(id)}`, orderDetailSchema), describeOrder);
    });
  program
    .command("status <order>")
    .description("give an order another status; the store is told")
    .addArgument(new Argument("<status>", `one of ${ORDER_STATUSES.join(", ")}`).argParser(statusOf))
    .option("--note <text>", "why")
    .action(async (id: string, status: string, _options, command: Command) => {
      const { hub, print } = toolsOf(command, world);
      const { note } = statusSchema.parse(command.opts());
      const path = `/orders/${encodeURIComponent(id)}`;
      print(await hub.send("PATCH", path, { status, note }, orderDetailSchema), describeOrder);
    });
}

async function listOrders(command: Command, world: World): Promise<void> {
  const { hub, print } = toolsOf(command, world);
  const { connection, ...rest } = listSchema.parse(command.opts());
  const query = queryOf({ ...rest, connection_id: connection });
  print(await hub.get(`/orders${query}`, orderListSchema), ({ orders, next_cursor }) => {
    const rows = orders.map((order) => [
      order.id,
      order.display_number,
      order.status,
      order.remote_status,
      totalOf(order),
      order.customer.name,
      order.placed_at,
    ]);
    return (
      table(["No", "Number", "Status", "In the store", "Total", "Customer", "Placed"], rows) + moreLine(next_cursor)
    );
  });
}

function describeOrder(order: OrderDetail): string {
  const head = facts([
    ["Order", `${order.id} (${order.display_number})`],
    ["Status", `${order.status}, in the store ${order.remote_status}`],
    ["Total", totalOf(order)],
    ["Customer", `${order.customer.name} <${order.customer.email}>`],
    ["Placed", order.placed_at],
    ["Returns", order.returns.map(({ number, status }) => `${number} ${status}`).join(", ") || null],
    ["Waiting", order.outward ? `the store has not been told yet (${order.outward.state})` : null],
  ]);
  const lines = order.line_items.map((line) => [
    line.quantity,
    line.sku,
    line.name,
    fromMinor(line.total_minor, order.currency),
  ]);
  const history = order.history.map((each) => [each.at, each.to_status, each.to_remote_status, each.source, each.note]);
  return [
    head,
    table(["Count", "SKU", "Line", "Total"], lines),
    table(["When", "Status", "In the store", "Through", "Note"], history),
  ].join("\n");
}

function totalOf({ total_minor, currency }: Order): string {
  return `${fromMinor(total_minor, currency)} ${currency}`;
}

function statusOf(text: string): string {
  const status = text.toUpperCase();
  if (isOrderStatus(status)) return status;
  throw new InvalidArgumentError(`It is one of ${ORDER_STATUSES.join(", ")}.`);
}
