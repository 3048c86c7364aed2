// Measures what was asked for, on one database after the other.
import { openServer, type Server } from "./databases/server.ts";
import type { Figure, Part, Stage } from "./figures.ts";
import type { Options } from "./options.ts";
import { measureBackfill } from "./parts/backfill.ts";
import { measureDeliveries } from "./parts/deliveries.ts";
import { measureFleet } from "./parts/fleet.ts";
import { measureGrowth } from "./parts/growth.ts";
import { measureProducts } from "./parts/products.ts";
import { measureReadable } from "./parts/readable.ts";
import { measureStart } from "./parts/start.ts";
import { measureStock } from "./parts/stock.ts";
import type { Results } from "./report.ts";
import type { Sizes } from "./sizes.ts";

type Measure = (server: Server, sizes: Sizes, stage: Stage) => Promise<Figure[]>;

const MEASURES: Readonly<Record<Part, Measure>> = {
  a: (server, sizes, stage) => measureBackfill(server, sizes.backfill, stage),
  b: (server, sizes, stage) => measureDeliveries(server, sizes.deliveries, stage),
  c: (server, sizes, stage) => measureReadable(server, sizes.readable, stage),
  d: (server, sizes, stage) => measureStock(server, sizes.stock, stage),
  e: (server, sizes, stage) => measureStart(server, sizes.start, stage),
  f: (server, sizes, stage) => measureProducts(server, sizes.products, stage),
  g: (server, sizes, stage) => measureFleet(server, sizes.fleet, stage),
  h: (server, sizes, stage) => measureGrowth(server, sizes.growth, stage),
};

/** `onResults` gets each database's figures as soon as they are complete. */
export async function bench(
  { databases, parts, sizes, profileFolder }: Options,
  tell: (line: string) => void,
  onResults: (results: Results) => void,
): Promise<void> {
  for (const kind of databases) {
    const server = await openServer(kind, tell);
    if (server === undefined) continue;
    tell(server.title);
    const figures: Figure[] = [];
    for (const part of parts) figures.push(...(await MEASURES[part](server, sizes, { tell, profileFolder })));
    await server.stop();
    onResults({ title: server.title, figures });
  }
}
