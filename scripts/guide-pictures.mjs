// Renews the pictures in docs/guides/pictures from what the browser tests saw: run the tests of the dashboard first, or let this do it.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
const from = path.join(root, "apps", "dashboard", "artifacts");
const to = path.join(root, "docs", "guides", "pictures");

/** Name of the picture in the guide: name of the test's screenshot. */
const PICTURES = {
  welcome: "first-0-welcome",
  connect: "first-1-connect",
  diagnosis: "connect-away",
  rules: "first-2-rules",
  reading: "first-3-read",
  order: "first-4-order",
  ship: "first-5-ship",
  packing: "pack-2-wrong",
  "shop-overview-light": "shop-overview-light",
  "parked-cards": "parked-cards",
  "alert-taken-on": "alert-taken-on",
  "delivery-detail": "delivery-detail",
  "customers-review": "customers-review",
  payouts: "payouts-list-light",
  "payout-detail": "payout-detail",
  mapping: "mapping",
  "export-forecast": "export-forecast",
  conflict: "conflict",
  "stock-oversold": "stock-oversold",
  "overview-phone": "overview-dark-phone",
  orders: "orders-light",
  "order-routed": "order-routed",
  pick: "pack-1-pick",
  customers: "customers-light",
  products: "products",
  product: "product",
  locations: "locations",
  routing: "routing-tried",
  run: "run-detail",
  audit: "audit-light",
  connections: "connections-light",
  connection: "connection-light",
  statuses: "connection-statuses",
  differences: "connection-differences",
  users: "users-add",
  tokens: "token-new",
  channels: "channel-new",
  account: "account-password",
  about: "about-light",
  palette: "palette-order",
};

if (!process.argv.includes("--copy-only")) {
  const vitest = path.join(root, "node_modules", "vitest", "vitest.mjs");
  const { status } = spawnSync(process.execPath, [vitest, "run", "apps/dashboard/test"], {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== 0) process.exit(1);
}
mkdirSync(to, { recursive: true });
for (const [name, artifact] of Object.entries(PICTURES)) {
  copyFileSync(path.join(from, `${artifact}.png`), path.join(to, `${name}.png`));
}
