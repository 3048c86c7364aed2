// Metafields: any text under namespace and key, on any thing.
import { gid } from "../../state/gid.ts";
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

export type CustomId = { namespace?: string | null; key: string; value: string };
type DefinitionInput = { namespace?: string | null; key: string; name: string; ownerType: string; type: string };

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
    metafieldDefinitionCreate: ({ definition }: { definition: DefinitionInput }) => define(state, definition),
  };
}

function define(state: ShopifyState, { ownerType, namespace, key, name, type }: DefinitionInput): object {
  const place = `${ownerType} ${namespace ?? ownNamespace}.${key}`;
  if (state.metafieldTypes.has(place)) {
    const taken = userError(`Key is in use for ${ownerType} metafields on the '${namespace}' namespace.`);
    return { createdDefinition: null, ...refused({ ...taken, field: ["definition", "key"], code: "TAKEN" }) };
  }
  state.metafieldTypes.set(place, type);
  const id = gid("MetafieldDefinition", state.nextId());
  return { createdDefinition: { id, key, name, namespace: namespace ?? ownNamespace }, userErrors: [] };
}

/** Whose custom id it is. */
export function ownerOf(state: ShopifyState, { namespace, key, value }: CustomId): string | undefined {
  const isIt = (one: MetafieldRecord) =>
    one.namespace === (namespace ?? ownNamespace) && one.key === key && one.value === value;
  return [...state.metafields].find(([, all]) => all.some(isIt))?.[0];
}

/** Why one of them cannot be written: ids belong to one thing only. */
export function notUnique(state: ShopifyState, owner: string, inputs: readonly MetafieldInput[]): string | undefined {
  const twin = inputs.find(({ namespace, key, value, type }) => {
    if (type !== "id") return false;
    const other = ownerOf(state, { namespace: namespace ?? null, key: key ?? "", value: value ?? "" });
    return other !== undefined && other !== owner;
  });
  return twin && `Value must be unique amongst all metafields with the key ${twin.key}.`;
}

const ownNamespace = "app--1";

export function setMetafields(
  state: ShopifyState,
  owner: string,
  inputs: readonly MetafieldInput[],
): MetafieldRecord[] {
  const all = state.metafields.get(owner) ?? [];
  state.metafields.set(owner, all);
  return inputs.map((input) => {
    const namespace = input.namespace ?? ownNamespace;
    const known = all.find((one) => one.namespace === namespace && one.key === input.key);
    const now = state.now();
    const kind = state.metafieldTypes.get(`PRODUCT ${namespace}.${input.key}`);
    const record: MetafieldRecord = known ?? {
      id: state.nextId(),
      owner,
      namespace,
      key: input.key ?? "",
      type: input.type ?? kind ?? "single_line_text_field",
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
