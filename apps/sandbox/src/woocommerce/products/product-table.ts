// All products and variations, found by id or SKU.
import type { AnyProduct, ImageRecord, ProductRecord, VariationRecord } from "./product-record.ts";

export class ProductTable {
  readonly #records = new Map<number, AnyProduct>();
  readonly #variations = new Map<number, number[]>();
  readonly #written = new Map<number, Buffer>();
  // The media library; images stay when a product lets go of them.
  readonly images = new Map<number, ImageRecord>();
  version = 0;

  get(id: number): AnyProduct | undefined {
    return this.#records.get(id);
  }

  product(id: number): ProductRecord | undefined {
    const record = this.#records.get(id);
    return record?.kind === "product" ? record : undefined;
  }

  variation(id: number): VariationRecord | undefined {
    const record = this.#records.get(id);
    return record?.kind === "variation" ? record : undefined;
  }

  all(): AnyProduct[] {
    return [...this.#records.values()];
  }

  products(): ProductRecord[] {
    return this.all().filter((record) => record.kind === "product");
  }

  variationsOf(parentId: number): VariationRecord[] {
    const ids = this.#variations.get(parentId) ?? [];
    return ids.flatMap((id) => this.variation(id) ?? []);
  }

  parentOf(record: AnyProduct): ProductRecord | undefined {
    return record.kind === "variation" ? this.product(record.parentId) : undefined;
  }

  save(record: AnyProduct): void {
    if (record.kind === "variation" && !this.#records.has(record.id)) {
      this.#variations.set(record.parentId, [...(this.#variations.get(record.parentId) ?? []), record.id]);
    }
    this.#records.set(record.id, record);
    this.#forget(record);
    this.version += 1;
  }

  remove(id: number): void {
    const record = this.#records.get(id);
    if (!record) return;
    if (record.kind === "variation") {
      const left = (this.#variations.get(record.parentId) ?? []).filter((other) => other !== id);
      this.#variations.set(record.parentId, left);
    }
    this.#records.delete(id);
    this.#forget(record);
    this.version += 1;
  }

  // Terms and settings show in products as well: then every answer is stale.
  forgetWritten(): void {
    this.#written.clear();
    this.version += 1;
  }

  bySku(sku: string): AnyProduct[] {
    const wanted = asLookedUp(sku);
    return this.all().filter((record) => asLookedUp(record.sku) === wanted);
  }

  bytesOf(record: ProductRecord, write: () => string): Buffer {
    const kept = this.#written.get(record.id);
    if (kept !== undefined) return kept;
    const bytes = Buffer.from(write(), "latin1");
    this.#written.set(record.id, bytes);
    return bytes;
  }

  // A variation shows its parent's stock, a parent its variations' prices.
  #forget(record: AnyProduct): void {
    this.#written.delete(record.id);
    if (record.kind === "variation") this.#written.delete(record.parentId);
  }
}

// QUIRK(woocommerce): SKUs are looked up in a column whose collation knows no case and no spaces at the end.
export function asLookedUp(sku: string): string {
  return sku.trimEnd().toLowerCase();
}
