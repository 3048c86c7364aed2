// What an import may take over: fields that were changed here and in the store are ruled on by the connection's policy first.
import type { ListingState } from "../../connector-kit/catalogue.ts";
import { linksOfListings } from "../../database/catalogue/product-links.ts";
import type { Db } from "../../database/database.ts";
import { type CommonStateRow, commonStates, writeCommonStates } from "../../database/publishing/common-states.ts";
import { readConflictPolicy } from "../../database/publishing/conflicts.ts";
import { activeExportMapping } from "../../database/publishing/mappings-export.ts";
import { type Merged, merge, shownFields, stateWithout, toDraft, toVariantDraft } from "../../field-mapping/index.ts";
import type { Alerts } from "../alerts/alerts.ts";
import { productsByIds } from "../catalogue/products-by-ids.ts";
import type { Connection } from "../connections/stores.ts";
import { rulingOn, toPolicy } from "./conflict-policy.ts";
import { agreedOf, fieldsOf, noteAgreed, noteConflicts, type Ruled } from "./conflict-sieve.ts";
import { everyFieldOf, textsSchema } from "./mapping-rules.ts";

export type Compared = {
  readonly state: ListingState;
  readonly productId: number;
  readonly changedAt: string;
  readonly merged: readonly Merged[];
};

export type ImportSieve = ReturnType<typeof makeImportSieve>;

export function makeImportSieve(alerts: Pick<Alerts, "raise" | "settle">) {
  async function rule(db: Db, connection: Connection, compared: readonly Compared[]): Promise<readonly Ruled[]> {
    const policy = toPolicy(await readConflictPolicy(db, connection.id));
    const ruled = compared.flatMap(({ state, productId, changedAt, merged }) =>
      merged
        .filter(({ verdict }) => verdict === "both")
        .map((one): Ruled => {
          const ruling = rulingOn(one, policy, { oursAt: changedAt, theirsAt: state.modifiedAt });
          return { productId, remoteId: state.remoteId, merged: one, ruling };
        }),
    );
    return ruled;
  }

  return {
    rule,
    /** The listings without what must not be taken over. In the transaction that stores the page. */
    sift: async (db: Db, connection: Connection, states: readonly ListingState[]): Promise<readonly ListingState[]> => {
      const compared = await compareShown(db, connection, states);
      if (compared.length === 0) return states;
      const ruled = await rule(db, connection, compared);
      await noteConflicts(db, alerts, connection, ruled);
      await noteAgreed(
        db,
        alerts,
        connection,
        compared.map(({ productId, merged }) => agreedOf(productId, merged)),
      );
      return states.map((state) => {
        const kept = ruled.filter(({ remoteId, ruling }) => remoteId === state.remoteId && ruling !== "theirs");
        return kept.length === 0 ? state : stateWithout(state, new Set(kept.map(({ merged }) => merged.key)));
      });
    },
    /** After an import both sides have what the store shows, but for what was left out. */
    keep: async (
      db: Db,
      connection: Connection,
      taken: readonly { readonly state: ListingState; readonly productId: number }[],
    ): Promise<void> => {
      const writes = taken.map(({ state, productId }) => ({ productId, fields: shownFields(state, keysOf(state)) }));
      await writeCommonStates(db, connection.id, writes);
    },
  };
}

/** Products that the store has, beside what it shows of them and what both sides had. */
export async function compareShown(
  db: Db,
  connection: Connection,
  states: readonly ListingState[],
): Promise<readonly Compared[]> {
  const { accountId, id } = connection;
  const links = await linksOfListings(
    db,
    id,
    states.map(({ remoteId }) => remoteId),
  );
  const bases = await commonStates(
    db,
    id,
    links.map((link) => link.product_id),
  );
  if (bases.length === 0) return [];
  const products = await productsByIds(
    db,
    accountId,
    bases.map((base) => base.product_id),
  );
  const parentIds = [...products.values()].flatMap(({ parentId }) => parentId ?? []);
  const parents = await productsByIds(db, accountId, [...new Set(parentIds)]);
  const mapping = await activeExportMapping(db, id);
  const mappings = textsSchema.parse(mapping?.field_mappings ?? {});
  return bases.flatMap((base): Compared[] => {
    const state = states.find(({ remoteId }) => remoteId === base.remote_id);
    const product = products.get(base.product_id);
    if (!state || !product) return [];
    const parent = product.parentId === null ? null : parents.get(product.parentId);
    const images = textsSchema.parse(base.images ?? {});
    const selection = {
      fields: mapping?.selected_fields ?? everyFieldOf(product),
      mappings,
      images,
      sent: asIfSent(base),
      shape: connection.connector.listingShape,
    };
    const { draft } = parent ? toVariantDraft(product, parent, selection) : toDraft(product, selection);
    return [
      { state, productId: product.id, changedAt: product.updatedAt, merged: merge(draft, state, fieldsOf(base)) },
    ];
  });
}

/** A field that was emptied here counts as changed, because both sides had it. */
function asIfSent(base: CommonStateRow): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.keys(fieldsOf(base)).map((key) => [key, ""]));
}

function keysOf({ fields, attributes, images }: ListingState): readonly string[] {
  const names = Object.keys(fields).filter((key) => key !== "images" && key !== "sku" && key !== "type");
  return [
    ...names,
    ...attributes.map(({ target }) => `attributes.${target}`),
    ...(images.length > 0 ? ["images"] : []),
  ];
}
