// The goods of the parts with products: the same on both sides, so that what arrived can be told from what should have.
export type Goods = {
  readonly sku: string;
  readonly name: string;
  readonly description: string;
  readonly price: string;
  readonly weight: string;
};

/** @param version another one means another price for each of them, and nothing else */
export function goodsOf(count: number, version: number): readonly Goods[] {
  return Array.from({ length: count }, (_, index) => ({
    sku: `GOODS-${String(index).padStart(6, "0")}`,
    name: `Thing number ${index}`,
    description: `<p>Thing number ${index}. ${"It holds what you put into it, and looks well on any shelf. ".repeat(4)}</p>`,
    price: `${10 + version}.${String(index % 100).padStart(2, "0")}`,
    weight: `${1 + (index % 9)}.5`,
  }));
}
