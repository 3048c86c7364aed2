// Locations, products and customers of a new store.
import { people } from "../../shared/people.ts";
import { makeProduct } from "../products/make-product.ts";
import type { AddressRecord, LocationRecord } from "../state/records.ts";
import type { ShopifyState } from "../state/shopify-state.ts";
import { markets } from "./markets.ts";

const goods: readonly [title: string, sku: string, price: string][] = [
  ["Stoneware Mug – Sand", "MUG-SAND", "24.00"],
  ["Enamel Pot 2 L", "POT-EN-2", "45.00"],
  ["Wool Blanket 140×200", "BLANKET-W", "129.90"],
  ["Poster & Frame “L’Été”", "POSTER/A3&FRAME", "39.99"],
  ["Olive Oil 0,5 l", "OIL-05", "21.50"],
  ["日本の茶碗 (藍)", "CHAWAN-AI", "38.00"],
  ["Soap Bar – Sea Salt", "SOAP-SEA", "8.00"],
  ["Titanium Spork", "SPORK-TI", "9.99"],
  ["Linen Tea Towel", "TOWEL-L", "14.50"],
  ["Farmer’s Apron 🧵", "APRON-🧵", "42.00"],
];

const sizes = ["S", "M", "L"];
const colors = ["Navy Blue", "Weiß"];

export function fillLocations(state: ShopifyState): void {
  const now = state.now();
  const make = (name: string, city: string, fulfillsOnlineOrders: boolean): LocationRecord => ({
    id: state.nextId(),
    name,
    isActive: true,
    fulfillsOnlineOrders,
    address: {
      address1: "1 Pier Rd",
      address2: null,
      city,
      province: "Maine",
      provinceCode: "ME",
      zip: "04101",
      country: "United States",
      countryCode: "US",
      phone: null,
    },
    createdAt: now - 900 * 86_400_000,
    updatedAt: now - 900 * 86_400_000,
  });
  const all = [
    make("Main warehouse", "Portland", true),
    make("Harbour shop", "Portland", true),
    make("Pop-up stand", "Bangor", false),
  ];
  for (const location of all) state.locations.set(location.id, location);
}

export function fillProducts(state: ShopifyState, count: number): void {
  for (let index = 0; index < count; index += 1) {
    const [title, sku, price] = goods[index % goods.length] ?? ["Thing", "THING", "10.00"];
    const round = Math.floor(index / goods.length);
    const isGarment = index % 5 === 4;
    makeProduct(state, {
      title: round === 0 ? title : `${title} No. ${round + 1}`,
      vendor: index % 3 === 0 ? "Harbour & Pine" : "Nordlys Werkstatt",
      productType: isGarment ? "Clothing" : "Home",
      tags: isGarment ? ["clothing", "sale"] : ["home"],
      options: isGarment
        ? [
            ["Size", sizes],
            ["Color", colors],
          ]
        : [],
      skuStem: round === 0 ? sku : `${sku}-${round + 1}`,
      price,
      stock: index % 7 === 6 ? [3, 0] : [40 + (index % 11) * 7, 6],
      ageMs: (count - index) * 86_400_000 + 30 * 86_400_000,
    });
  }
}

export function fillCustomers(state: ShopifyState, count: number): void {
  const now = state.now();
  for (let index = 0; index < count; index += 1) {
    const address = personAddress(state, index);
    const id = state.nextId();
    const at = now - (count - index) * 3_600_000 - 90 * 86_400_000;
    state.customers.set(id, {
      id,
      firstName: address.firstName || null,
      lastName: address.lastName,
      email: `customer${index + 1}@example.com`,
      phone: null,
      note: index % 10 === 9 ? "Prefers the side entrance" : null,
      tags: index % 4 === 0 ? ["newsletter"] : [],
      addresses: [address],
      createdAt: at,
      updatedAt: at,
    });
  }
}

export function personAddress(state: ShopifyState, index: number): AddressRecord {
  const [firstName, lastName, company, address1, city, province, zip, countryCode, phone] =
    people[index % people.length] ?? people[0];
  const isState = /^[A-Z]{2}$/.test(province);
  return {
    id: state.nextId(),
    firstName,
    lastName,
    company: company || null,
    address1,
    address2: null,
    city,
    province: isState ? province : null,
    provinceCode: isState ? province : null,
    zip,
    country: markets[countryCode]?.countryName ?? "United States",
    countryCode,
    phone: phone || null,
  };
}
