// inventory_levels/* as the REST Admin API writes a level.
import { levelGid } from "../state/gid.ts";
import type { LevelRecord } from "../state/records.ts";
import { restTime } from "./rest-format.ts";

export function inventoryLevelBody(level: LevelRecord): object {
  return {
    inventory_item_id: level.itemId,
    location_id: level.locationId,
    available: level.available,
    updated_at: restTime(level.updatedAt),
    admin_graphql_api_id: levelGid(level.itemId, level.locationId),
  };
}
