// Reads a store's orders into Logix until none is left, then prints the newest of them.
//
//   LOGIX_URL       where the hub is            http://127.0.0.1:3000
//   LOGIX_TOKEN     a login or an API token     (or LOGIX_EMAIL and LOGIX_PASSWORD)
//   INTEGRATION_ID  integration_…               the first one where it is left out
//
// Needs nothing but Node 20 or newer: node docs/examples/js_woocommerce.mjs

const {
  LOGIX_URL = "http://127.0.0.1:3000",
  LOGIX_TOKEN,
  LOGIX_EMAIL: email,
  LOGIX_PASSWORD: password,
  INTEGRATION_ID,
} = process.env;
const INTEGRATIONS = "/api/v1/woocommerce/integrations";

let token = LOGIX_TOKEN;

async function call(method, path, body) {
  const reply = await fetch(LOGIX_URL + path, {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body && { "content-type": "application/json" }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const answer = await reply.json();
  if (reply.ok) return answer;
  throw new Error(`${answer.detail}${answer.remedy ? `. What helps: ${answer.remedy}` : ""}`);
}

async function firstIntegration() {
  const { integrations } = await call("GET", INTEGRATIONS);
  if (integrations.length === 0) throw new Error("No store is connected yet");
  return integrations[0].id;
}

/** Each call goes on where the one before ended; a store of any size is read in parts. */
async function syncOrders(id) {
  for (;;) {
    const { result } = await call("POST", `${INTEGRATIONS}/${id}/sync`, { limit: 500 });
    console.log(`Read ${result.synced}: ${result.created} new, ${result.updated} changed, ${result.failed} failed`);
    if (!result.has_more) return;
  }
}

async function printNewest() {
  const { orders } = await call("GET", "/api/v1/orders?limit=3");
  for (const { display_number, status, remote_status, customer } of orders) {
    console.log(`${display_number}  ${status} (in the store ${remote_status})  ${customer.name}`);
  }
}

try {
  if (!token && !(email && password)) throw new Error("Set LOGIX_TOKEN, or LOGIX_EMAIL and LOGIX_PASSWORD");
  if (!token) ({ token } = await call("POST", "/api/v1/auth/login", { email, password }));
  await syncOrders(INTEGRATION_ID ?? (await firstIntegration()));
  await printNewest();
} catch (error) {
  console.error(`Error: ${error.message}`);
  process.exitCode = 1;
}
