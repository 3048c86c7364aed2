// One product beside what each store shows of it, and a mapping tried out on it. Nothing is written.
import { isHubError } from "@logix/model";
import { productFieldNames } from "../../database/catalogue/product-fields.ts";
import { linksOfProducts, type ProductLinkRow } from "../../database/catalogue/product-links.ts";
import type { Database } from "../../database/database.ts";
import { activeExportMapping } from "../../database/publishing/mappings-export.ts";
import { CORE_FIELDS, type Compared } from "../../field-mapping/index.ts";
import { unknownProduct } from "../catalogue/products.ts";
import { productsByIds } from "../catalogue/products-by-ids.ts";
import type { Connections } from "../connections/connections.ts";
import type { Connection } from "../connections/stores.ts";
import type { Principal } from "../principal.ts";
import { wordsOf } from "../sync/parking.ts";
import type { ExportDryRun, Foreseen } from "./export-dry-run.ts";

const PATIENCE_MS = 10_000;
const MOST_STORES = 200;

export type ProductInStore = {
  readonly connection: Connection;
  readonly link: ProductLinkRow | undefined;
  readonly problem: string | null;
  readonly compared: readonly Compared[];
};

export type MappingTrial = {
  readonly productId: number;
  readonly selectedFields: readonly string[];
  readonly fieldMappings: Readonly<Record<string, string>>;
};

export type ProductStores = ReturnType<typeof makeProductStores>;

export function makeProductStores(database: Database, connections: Connections, dryRun: ExportDryRun) {
  async function foresee(
    connection: Connection,
    productId: number,
    fields?: readonly string[],
    mappings?: MappingTrial["fieldMappings"],
  ) {
    const request = { productIds: [productId], fieldsToExport: fields, fieldMappings: mappings } as const;
    const how = { partialUpdate: false, mayCreate: true, cause: "request" } as const;
    const { items } = await dryRun.foresee(connection, { ...request, ...how }, PATIENCE_MS);
    return items.find((item) => item.productId === productId);
  }

  async function inStore(connection: Connection, productId: number): Promise<ProductInStore> {
    const { link, fields } = await database.asAccount(connection.accountId, async (db) => {
      const mapping = await activeExportMapping(db, connection.id);
      const [held] = await linksOfProducts(db, connection.id, [productId]);
      const { attributes } = await productFieldNames(db, connection.accountId);
      return { link: held, fields: mapping ? undefined : [...CORE_FIELDS, ...attributes] };
    });
    if (link?.remote_id == null) {
      return { connection, link, problem: null, compared: [] };
    }
    try {
      const seen = await foresee(connection, productId, fields);
      return { connection, link, problem: seen?.problem ?? null, compared: seen?.compared ?? [] };
    } catch (error) {
      if (!isHubError(error)) throw error;
      return { connection, link, problem: wordsOf(error), compared: [] };
    }
  }

  return {
    /** In the order in which the stores were connected. @throws HubError `missing` */
    of: async (principal: Principal, productId: number): Promise<readonly ProductInStore[]> => {
      const { accountId } = principal;
      const products = await database.asAccount(accountId, (db) => productsByIds(db, accountId, [productId]));
      if (!products.has(productId)) throw unknownProduct(productId);
      const { items } = await connections.page(principal, { limit: MOST_STORES });
      const found: ProductInStore[] = [];
      for (const row of items) found.push(await inStore(await connections.get(principal, row.public_id), productId));
      return found;
    },
    /** What would be sent of a product with this mapping, beside what the store shows. */
    tryOut: (connection: Connection, trial: MappingTrial): Promise<Foreseen | undefined> =>
      foresee(connection, trial.productId, trial.selectedFields, trial.fieldMappings),
  };
}
