// How a customer is called.
import type { Customer } from "@logix/api/hub/customers";

type Named = Pick<Customer, "first_name" | "last_name" | "company" | "email">;

/** Empty where nothing at all is known. */
export function customerName({ first_name: first, last_name: last, company, email }: Named): string {
  return `${first} ${last}`.trim() || company || email;
}

type Postal = Customer["billing"];

export function addressLines(address: Postal): readonly string[] {
  const { first_name: first, last_name: last, company, line_1: line1, line_2: line2 } = address;
  const town = [address.postcode, address.city].filter(Boolean).join(" ");
  return [
    `${first} ${last}`.trim(),
    company,
    line1,
    line2,
    town,
    [address.region, address.country].filter(Boolean).join(", "),
  ].filter((line) => line !== "");
}
