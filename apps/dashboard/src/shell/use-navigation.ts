// The menu as this viewer sees it.
import { SCREENS } from "../app/screens.ts";
import { useMay } from "../session/session.ts";
import { NAVIGATION, type NavigationGroup } from "./navigation.ts";

export function useNavigation(): readonly NavigationGroup[] {
  const may = useMay();
  const open = new Set(
    SCREENS.filter(({ permission }) => permission === "signed-in" || may(permission)).map(({ path }) => path),
  );
  return NAVIGATION.map((group) => ({ ...group, entries: group.entries.filter(({ path }) => open.has(path)) })).filter(
    (group) => group.entries.length > 0,
  );
}
