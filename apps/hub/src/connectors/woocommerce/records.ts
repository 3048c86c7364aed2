// From a row of a reply to a record with its raw text, or to a note on why it could not be read.
import { type Customer, HubError, type Order, type Product } from "@logix/model";
import { ZodError, z } from "zod";
import type { RemoteId, Seen, Unreadable } from "../../connector-kit/contract.ts";
import { toAddress } from "./address-mapping.ts";
import { toOrder } from "./order-mapping.ts";
import { toProduct } from "./product-mapping.ts";
import { customerSchema, orderSchema, productSchema } from "./schemas.ts";
import { isDraft } from "./status.ts";

/** `text`: the row as it came, where it came alone. */
export function readOrder(row: unknown, text?: string): Seen<Order> | Unreadable {
  return read(row, text, () => toOrder(orderSchema.parse(row)));
}

export function readProduct(row: unknown, text?: string, parentName?: string): Seen<Product> | Unreadable {
  return read(row, text, () => toProduct(productSchema.parse(row), parentName));
}

/** A row of a product's own list of variations. */
export function readVariation(row: unknown, parent: RemoteId, parentName: string): Seen<Product> | Unreadable {
  return readProduct(asVariation(row, parent), undefined, parentName);
}

// QUIRK(woocommerce): older stores do not say in that list whose variations they are.
export function asVariation(row: unknown, parent: RemoteId): unknown {
  return typeof row === "object" ? { ...row, type: "variation", parent_id: parent } : row;
}

export function readCustomer(row: unknown, text?: string): Seen<Customer> | Unreadable {
  return read(row, text, () => toCustomer(row));
}

/** The row itself, for a caller that cannot go on without it. */
export function demand<T>(record: Seen<T> | Unreadable): Seen<T> {
  if (!isUnreadable(record)) return record;
  throw new HubError("unreadable", `The store's answer cannot be understood: ${record.reason}`, {
    code: "unexpected_shape",
  });
}

export function isUnreadable(record: object): record is Unreadable {
  return "reason" in record;
}

const statusSchema = z.object({ status: z.string() });

/** No order yet; looked at before the schema, as a cart may lack anything. */
export function isDraftRow(row: unknown): boolean {
  const { data } = statusSchema.safeParse(row);
  return data !== undefined && isDraft(data.status);
}

const idSchema = z.object({ id: z.coerce.number().int().positive() });

export function idOf(row: unknown): number | null {
  return idSchema.safeParse(row).data?.id ?? null;
}

export function rowsOf(json: unknown): readonly unknown[] {
  if (Array.isArray(json)) return json;
  throw new HubError("unreadable", "The store answered with something else than a list", { code: "unexpected_shape" });
}

function toCustomer(row: unknown): Customer {
  const woo = customerSchema.parse(row);
  return {
    remoteId: woo.id,
    email: woo.email,
    firstName: woo.first_name,
    lastName: woo.last_name,
    username: woo.username,
    billing: toAddress(woo.billing),
    shipping: toAddress(woo.shipping),
    registeredAt: woo.date_created_gmt,
    // QUIRK(woocommerce): an account that was never edited has no date of change.
    modifiedAt: woo.date_modified_gmt ?? woo.date_created_gmt,
  };
}

function read<T>(row: unknown, text: string | undefined, map: () => T): Seen<T> | Unreadable {
  const raw = text ?? JSON.stringify(row);
  try {
    return { record: map(), raw };
  } catch (error) {
    // Amounts that fit no currency are range errors.
    if (!(error instanceof ZodError) && !(error instanceof RangeError)) throw error;
    return { remoteId: idOf(row)?.toString() ?? null, reason: reasonOf(error), raw };
  }
}

function reasonOf(error: ZodError | RangeError): string {
  if (error instanceof RangeError) return error.message;
  const [first, ...more] = error.issues;
  const rest = more.length === 0 ? "" : ` (and ${more.length} more)`;
  return `${first?.path.join(".")}: ${first?.message}${rest}`;
}
