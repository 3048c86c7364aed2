// Metafields: any text under namespace and key, on any thing.
import type { MetafieldRecord } from "../../state/records.ts";
import type { ShopifyState } from "../../state/shopify-state.ts";
import { metafieldView } from "../views/common-fields.ts";
import { refused, userError } from "./user-error.ts";

export type MetafieldInput = {
  id?: string | null;
  namespace?: string | null;
  key?: string | null;
  type?: string | null;
  value?: string | null;
};

const atMost = 25;

export function metafieldMutations(state: ShopifyState): object {
  return {
    metafieldsSet: ({ metafields }: { metafields: readonly (MetafieldInput & { ownerId: string })[] }) => {
      if (metafields.length > atMost)
        return {
          metafields: null,
          ...refused(
            userError(
              `Exceeded the maximum metafields input limit of ${atMost}.`,
              ["metafields"],
              "LESS_THAN_OR_EQUAL_TO",
            ),
          ),
        };
      const blank = metafields.findIndex(({ value }) => value == null || value === "");
      if (blank >= 0)
        return {
          metafields: null,
          ...refused(userError("Value can't be blank.", ["metafields", String(blank), "value"], "BLANK")),
        };
      const written = metafields.flatMap(({ ownerId, ...input }) => setMetafields(state, ownerId, [input]));
      return { metafields: written.map(metafieldView), userErrors: [] };
    },
  };
}

export function setMetafields(
  state: ShopifyState,
  owner: string,
  inputs: readonly MetafieldInput[],
): MetafieldRecord[] {
  const all = state.metafields.get(owner) ?? [];
  state.metafields.set(owner, all);
  return inputs.map((input) => {
    const namespace = input.namespace ?? "app--1";
    const known = all.find((one) => one.namespace === namespace && one.key === input.key);
    const now = state.now();
    const record: MetafieldRecord = known ?? {
      id: state.nextId(),
      owner,
      namespace,
      key: input.key ?? "",
      type: input.type ?? "single_line_text_field",
      value: "",
      createdAt: now,
      updatedAt: now,
    };
    record.value = input.value ?? record.value;
    record.type = input.type ?? record.type;
    record.updatedAt = now;
    if (!known) all.push(record);
    return record;
  });
}
