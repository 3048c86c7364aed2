// What an account says about its attributes. A definition holds for what is written from then on.
import { HubError } from "@logix/model";
import {
  type AttributeDefinitionRow,
  type AttributeDefinitionWrite,
  deleteAttributeDefinition,
  findAttributeDefinition,
  listAttributeDefinitions,
  saveAttributeDefinition,
} from "../../database/catalogue/attribute-definitions.ts";
import type { Database } from "../../database/database.ts";
import type { Principal } from "../principal.ts";

export type Attributes = ReturnType<typeof makeAttributes>;

export function makeAttributes(database: Database) {
  return {
    list: ({ accountId }: Principal): Promise<readonly AttributeDefinitionRow[]> =>
      database.asAccount(accountId, (db) => listAttributeDefinitions(db, accountId)),

    /** @throws HubError `missing` */
    get: async ({ accountId }: Principal, name: string): Promise<AttributeDefinitionRow> => {
      const found = await database.asAccount(accountId, (db) => findAttributeDefinition(db, accountId, name));
      if (!found) throw unknownAttribute(name);
      return found;
    },

    save: ({ accountId }: Principal, write: AttributeDefinitionWrite): Promise<AttributeDefinitionRow> =>
      database.asAccount(accountId, (db) => saveAttributeDefinition(db, accountId, write)),

    /** Products keep their values, which may then be anything. @throws HubError `missing` */
    remove: async ({ accountId }: Principal, name: string): Promise<void> => {
      const isGone = await database.asAccount(accountId, (db) => deleteAttributeDefinition(db, accountId, name));
      if (!isGone) throw unknownAttribute(name);
    },
  };
}

function unknownAttribute(name: string): HubError {
  return new HubError("missing", `Nothing is said about the attribute ${name}`, { code: "attribute_unknown" });
}
