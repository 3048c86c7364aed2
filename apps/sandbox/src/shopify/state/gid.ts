// Global ids: gid://shopify/Order/450789469. A level's id names its location and, behind it, its item.

export function gid(type: string, id: number): string {
  return `gid://shopify/${type}/${id}`;
}

export function levelGid(itemId: number, locationId: number): string {
  return `gid://shopify/InventoryLevel/${locationId}?inventory_item_id=${itemId}`;
}

export type Gid = { readonly type: string; readonly id: number; readonly itemId: number | undefined };

export function parseGid(text: string): Gid | undefined {
  const match = /^gid:\/\/shopify\/([A-Za-z]+)\/(\d+)(?:\?inventory_item_id=(\d+))?/.exec(text);
  if (!match?.[1] || !match[2]) return undefined;
  return { type: match[1], id: Number(match[2]), itemId: match[3] === undefined ? undefined : Number(match[3]) };
}

// 0, which no record has, when the gid is of another type or none at all.
export function idIn(text: string, type: string): number {
  const parsed = parseGid(text);
  return parsed?.type === type ? parsed.id : 0;
}
