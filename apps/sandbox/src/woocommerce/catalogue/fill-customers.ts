// Registered customers and the coupons of a new store.

import { type Person, people } from "../../shared/people.ts";
import { blankCoupon } from "../coupons/coupon-routes.ts";
import type { Address } from "../orders/order-record.ts";
import type { WooState } from "../state/woo-state.ts";

export function addressOf([
  first_name,
  last_name,
  company,
  address_1,
  city,
  state,
  postcode,
  country,
  phone,
]: Person): Address {
  return { first_name, last_name, company, address_1, address_2: "", city, state, postcode, country, phone };
}

export function personAt(index: number): Person {
  return people[index % people.length] ?? people[0];
}

export function fillCustomers(state: WooState, count: number): void {
  const now = state.nowSeconds();
  for (let index = 0; index < count; index += 1) {
    const person = personAt(index);
    const email = `customer${index + 1}@example.com`;
    const address = addressOf(person);
    const id = state.nextId("user");
    state.customers.set(id, {
      id,
      createdAt: now - 90 * 86_400 + index,
      modifiedAt: now - 80 * 86_400 + index,
      email,
      firstName: person[0],
      lastName: person[1],
      role: "customer",
      username: `customer${index + 1}`,
      billing: { ...address, email },
      shipping: { ...address, phone: "" },
      paying: index % 2 === 0,
      meta: [],
    });
  }
}

export function fillCoupons(state: WooState): void {
  const now = state.nowSeconds();
  const base = { ...blankCoupon, createdAt: now, modifiedAt: now };
  const coupons = [
    { ...base, code: "welcome10", amount: 10, discountType: "percent", description: "New customers" },
    { ...base, code: "five-off", amount: 5, discountType: "fixed_cart" },
    { ...base, code: "sommer-été", amount: 15, discountType: "percent", expiresAt: now - 86_400 },
  ];
  for (const coupon of coupons) {
    const id = state.nextId("post");
    state.coupons.set(id, { ...coupon, id });
  }
}
