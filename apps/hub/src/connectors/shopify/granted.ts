// What the merchant has agreed to, as the shop knows it now.
import { z } from "zod";
import { document, type ShopifyClient } from "./client.ts";

export const GRANTED = document(
  "query Granted { currentAppInstallation { accessScopes { handle } } }",
  z.object({ currentAppInstallation: z.object({ accessScopes: z.array(z.object({ handle: z.string() })) }) }),
  2,
);

export async function isGranted(client: ShopifyClient, scope: string): Promise<boolean> {
  const { currentAppInstallation: app } = await client.ask(GRANTED);
  return holds(new Set(app.accessScopes.map(({ handle }) => handle)), scope);
}

/** A scope to write holds that to read. */
export function holds(granted: ReadonlySet<string>, scope: string): boolean {
  return granted.has(scope) || granted.has(scope.replace(/^read_/, "write_"));
}
