// The words that every part of Logix shares. Zod is the only dependency; runs in Node and in the browser.
export * from "./catalogue.ts";
export * from "./catalogue-fields.ts";
export * from "./catalogue-variants.ts";
export * from "./customer.ts";
export * from "./errors.ts";
export * from "./money.ts";
export * from "./order.ts";
export * from "./order-status.ts";
export * from "./product.ts";
export * from "./stock.ts";
