// An address in the lines in which it is written on a parcel.
import type { Order } from "@logix/api/hub/orders";

export function addressLines(address: Order["shipping"]): readonly string[] {
  return [
    `${address.first_name} ${address.last_name}`.trim(),
    address.company,
    address.line_1,
    address.line_2,
    `${address.postcode} ${address.city}`.trim(),
    [address.region, countryName(address.country)].filter(Boolean).join(", "),
  ].filter((line) => line !== "");
}

/** Many shops leave the delivery address empty where it is the billing address. */
export function deliveryAddress({ shipping, billing }: Pick<Order, "shipping" | "billing">): Order["shipping"] {
  return shipping.line_1 === "" && shipping.city === "" ? billing : shipping;
}

function countryName(code: string): string {
  if (!/^[A-Z]{2}$/.test(code)) return code;
  return new Intl.DisplayNames([navigator.language], { type: "region", fallback: "code" }).of(code) ?? code;
}
