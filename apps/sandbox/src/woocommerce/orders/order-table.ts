// All orders. A generated order stays a slot of a few numbers until somebody changes it, so 100,000 are cheap.
import type { OrderRecord } from "./order-record.ts";

export type OrderSlot = {
  readonly id: number;
  status: string;
  createdAt: number;
  modifiedAt: number;
  customerId: number;
  // Undefined: still as generated.
  record: OrderRecord | undefined;
  // The answer's bytes: pure ASCII, as PHP writes it.
  bytes: Buffer | undefined;
};

export type MakeOrder = (slot: OrderSlot) => OrderRecord;

const bytesKept = 12_000;

export class OrderTable {
  readonly #slots = new Map<number, OrderSlot>();
  #sorted: OrderSlot[] = [];
  #written: OrderSlot[] = [];
  // Grows with every change; cached lists compare it.
  version = 0;
  readonly #make: MakeOrder;

  constructor(make: MakeOrder) {
    this.#make = make;
  }

  // In the order of their ids, which only grow.
  all(): readonly OrderSlot[] {
    return this.#sorted;
  }

  slot(id: number): OrderSlot | undefined {
    return this.#slots.get(id);
  }

  has(id: number): boolean {
    return this.#slots.has(id);
  }

  // A copy to look at; changes to a generated order get lost.
  peek(slot: OrderSlot): OrderRecord {
    return slot.record ?? this.#make(slot);
  }

  // The record to change; call save() afterwards.
  open(id: number): OrderRecord | undefined {
    const slot = this.#slots.get(id);
    if (!slot) return undefined;
    slot.record ??= this.#make(slot);
    return slot.record;
  }

  addGenerated(slots: readonly OrderSlot[]): void {
    for (const slot of slots) this.#slots.set(slot.id, slot);
    this.#sorted = [...this.#sorted, ...slots].sort((a, b) => a.id - b.id);
    this.version += 1;
  }

  save(record: OrderRecord): void {
    const slot = this.#slots.get(record.id);
    if (slot) {
      slot.status = record.status;
      slot.createdAt = record.createdAt;
      slot.modifiedAt = record.modifiedAt;
      slot.customerId = record.customerId;
      slot.record = record;
      slot.bytes = undefined;
    } else {
      const { id, status, createdAt, modifiedAt, customerId } = record;
      const added: OrderSlot = { id, status, createdAt, modifiedAt, customerId, record, bytes: undefined };
      this.#slots.set(id, added);
      this.#sorted.push(added);
    }
    this.version += 1;
  }

  remove(id: number): void {
    this.#slots.delete(id);
    this.#sorted = this.#sorted.filter((slot) => slot.id !== id);
    this.version += 1;
  }

  // The answer's bytes, made once; only the latest are kept so that memory stays bounded.
  bytesOf(slot: OrderSlot, write: (record: OrderRecord) => string): Buffer {
    if (slot.bytes !== undefined) return slot.bytes;
    const bytes = Buffer.from(write(this.peek(slot)), "latin1");
    slot.bytes = bytes;
    this.#written.push(slot);
    if (this.#written.length > bytesKept) this.#forgetOldest();
    return bytes;
  }

  // Lines show the product's SKU and image of today.
  forgetWritten(): void {
    for (const slot of this.#written) slot.bytes = undefined;
    this.#written = [];
  }

  #forgetOldest(): void {
    for (const slot of this.#written.slice(0, bytesKept / 2)) slot.bytes = undefined;
    this.#written = this.#written.slice(bytesKept / 2);
  }
}
