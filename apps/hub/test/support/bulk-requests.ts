// Products sent and fetched in bulk.
import { expect } from "vitest";
import type { AskedHub } from "./asked-hub.ts";
import { eventually, type Reply } from "./test-hub.ts";

type Asked = Pick<AskedHub, "ask" | "url" | "token">;

/** A text as CSV, or as the JSON that it is; anything else as JSON. Resolves with the run when it has ended. */
export async function sendBulk(hub: Asked, products: unknown): Promise<Reply["body"]> {
  const body = typeof products === "string" ? products : JSON.stringify(products);
  const reply = await fetch(`${hub.url}/api/v1/products/bulk`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${hub.token}`,
      "content-type": /^[[{]/.test(body) ? "application/json" : "text/csv; charset=utf-8",
    },
    body,
  });
  const text = await reply.text();
  expect(reply.status, text).toBe(202);
  return finished(hub, JSON.parse(text).run.id);
}

export async function finished({ ask }: Pick<Asked, "ask">, id: number): Promise<Reply["body"]> {
  return eventually(
    async () => {
      const { run } = await ask("GET", `/products/bulk/${id}`);
      return run.finished_at !== null && run;
    },
    `bulk run ${id} ended`,
    60_000,
  );
}

/** With its byte order mark. */
export async function exportOf(hub: Asked, format: "csv" | "json", filters = ""): Promise<string> {
  const reply = await fetch(`${hub.url}/api/v1/products/export?format=${format}${filters}`, {
    headers: { authorization: `Bearer ${hub.token}` },
  });
  expect(reply.status).toBe(200);
  return Buffer.from(await reply.arrayBuffer()).toString();
}
