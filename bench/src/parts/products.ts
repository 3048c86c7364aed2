// (f) Products go to a store and come from one: how fast, beside what the store itself allows.
import type { Server } from "../databases/server.ts";
import type { Figure, Stage } from "../figures.ts";
import type { Sizes } from "../sizes.ts";
import { measureExport } from "./product-export.ts";
import { measureImport } from "./product-import.ts";

export async function measureProducts(server: Server, sizes: Sizes["products"], stage: Stage): Promise<Figure[]> {
  return [await measureExport(server, sizes.exported, stage), await measureImport(server, sizes.imported, stage)];
}
