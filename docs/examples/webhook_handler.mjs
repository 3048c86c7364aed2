// A webhook receiver of your own, for what Logix does not do: it takes deliveries of a WooCommerce store, checks that
// they are genuine, answers at once, and works afterwards. Logix's own receiver keeps the same three rules.
//
//   WEBHOOK_SECRET  the secret of the store's webhook
//   PORT            where to listen     4999
//
// Needs nothing but Node 20 or newer: node docs/examples/webhook_handler.mjs
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";

const { WEBHOOK_SECRET, PORT = "4999" } = process.env;
const MOST_BYTES = 8 * 1024 * 1024;

if (!WEBHOOK_SECRET) {
  console.error("Set WEBHOOK_SECRET to the secret of the store's webhook.");
  process.exit(1);
}

/** Rule 1: over the bytes as they came. JSON that was parsed and written again has another signature. */
function isGenuine(body, signature = "") {
  const expected = createHmac("sha256", WEBHOOK_SECRET).update(body).digest();
  const given = Buffer.from(signature, "base64");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

async function bodyOf(request) {
  const chunks = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Rule 3: the same delivery may come twice, and an older one after a newer one. Compare before you act. */
function work(topic, thing) {
  console.log(`${topic} ${thing.id} ${thing.status ?? ""} modified ${thing.date_modified_gmt ?? "?"}`);
}

const server = createServer(async (request, response) => {
  const answer = (status, text) => response.writeHead(status, { "content-type": "text/plain" }).end(`${text}\n`);
  const body = request.method === "POST" ? await bodyOf(request) : null;
  if (body === null) return answer(413, "Not a delivery");
  const topic = request.headers["x-wc-webhook-topic"];
  // The store's greeting when a webhook is saved: no topic, no signature, a form of one field.
  if (topic === undefined && /^webhook_id=\d+$/.test(body.toString())) return answer(200, "Hello");
  if (!isGenuine(body, request.headers["x-wc-webhook-signature"])) return answer(401, "The signature does not fit");
  // Rule 2: answer soon. After a few failures in a row a store switches its webhook off. A receiver that must lose nothing
  // writes the delivery down before this line.
  answer(200, "Taken");
  try {
    work(topic, JSON.parse(body.toString()));
  } catch (error) {
    console.error(`${topic}: ${error.message}`);
  }
});

server.listen(Number(PORT), "127.0.0.1", () => console.log(`Listening at http://127.0.0.1:${PORT}`));
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => server.close(() => process.exit(0)));
