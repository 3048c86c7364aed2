// What holds for every order and every product, from whatever platform.
import type { Order, Product } from "@logix/model";
import { expect } from "vitest";
import type { Seen } from "../records.ts";

const UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const DECIMAL = /^-?\d+(\.\d+)?$/;

export function checkOrder({ record, raw }: Seen<Order>): void {
  expect(() => JSON.parse(raw)).not.toThrow();
  expect(record.currency).toMatch(/^[A-Z]{3}$/);
  expect(record.number).not.toBe("");
  expect(record.remoteStatus).not.toBe("");
  for (const moment of [record.placedAt, record.modifiedAt]) expect(moment).toMatch(UTC);
  for (const moment of [record.paidAt, record.completedAt]) if (moment !== null) expect(moment).toMatch(UTC);
  const { totalMinor, subtotalMinor, discountMinor, shippingMinor, taxMinor, refundedMinor } = record;
  for (const amount of [totalMinor, subtotalMinor, discountMinor, shippingMinor, taxMinor, refundedMinor])
    expect(Number.isSafeInteger(amount)).toBe(true);
  expect(record.lines.filter(({ kind }) => kind === "product")).not.toEqual([]);
  const ids = record.lines.map(({ kind, remoteId }) => `${kind}:${remoteId}`);
  expect(ids).toHaveLength(new Set(ids).size);
  for (const { quantity } of record.lines) expect(quantity).toMatch(DECIMAL);
  const sum = record.lines.reduce((total, line) => total + line.totalMinor + line.taxMinor, 0);
  expect([`the lines of order ${record.number}`, sum]).toEqual([`the lines of order ${record.number}`, totalMinor]);
  for (const { requestedAt, openedAt, closedAt } of record.returns ?? [])
    for (const moment of [requestedAt, openedAt, closedAt]) if (moment !== null) expect(moment).toMatch(UTC);
  for (const address of [record.billing, record.shipping]) expect(address.country).toMatch(/^([A-Z]{2})?$/);
}

/** @param ids of everything that was read: a variant's product is among them. */
export function checkProduct({ record, raw }: Seen<Product>, ids: readonly string[]): void {
  expect(() => JSON.parse(raw)).not.toThrow();
  expect(record.modifiedAt).toMatch(UTC);
  expect(record.sku).not.toBe("");
  expect(record.kind === "variant").toBe(record.parentRemoteId !== null);
  if (record.parentRemoteId !== null) expect(ids).toContain(record.parentRemoteId);
  if (record.price !== null) expect(record.price).toMatch(DECIMAL);
  if (record.stockKeeping === "none") expect(record.stockQuantity).toBeNull();
  if (record.stockQuantity !== null) expect(record.stockQuantity).toMatch(DECIMAL);
  if (!record.stockByLocation) return;
  const sum = record.stockByLocation.reduce((total, { quantity }) => total + Number(quantity), 0);
  expect(String(sum)).toBe(record.stockQuantity ?? "0");
}
