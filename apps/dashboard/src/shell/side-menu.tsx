// The menu, on the left or in the drawer of a phone.
import { Link, useRouterState } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { NavigationEntry } from "./navigation.ts";
import classes from "./shell.module.css";
import { useStoreFilter } from "./store-filter.tsx";
import { useNavigation } from "./use-navigation.ts";

export function SideMenu({ onPick }: { readonly onPick: () => void }) {
  const { t } = useTranslation("shell");
  const groups = useNavigation();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const here = entryOf(
    path,
    groups.flatMap((group) => group.entries.map((entry) => entry.path)),
  );
  return (
    <nav className={classes.menu} aria-label={t("main_menu")}>
      {groups.map((group) => (
        <div key={group.word ?? "main"} className={classes.group}>
          {group.word && <p className={classes.groupTitle}>{t(group.word)}</p>}
          <ul className={classes.entries}>
            {group.entries.map((entry) => (
              <MenuEntry key={entry.path} entry={entry} isHere={entry.path === here} onPick={onPick} />
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

/** The longest address that the page's own begins with: an entry may stand below another. */
function entryOf(path: string, entries: readonly string[]): string | undefined {
  return entries
    .filter((entry) => path === entry || (entry !== "/" && path.startsWith(`${entry}/`)))
    .toSorted((one, other) => other.length - one.length)[0];
}

function MenuEntry({
  entry,
  isHere,
  onPick,
}: {
  readonly entry: NavigationEntry;
  readonly isHere: boolean;
  readonly onPick: () => void;
}) {
  const { t } = useTranslation("shell");
  const store = useStoreFilter();
  const Icon = entry.icon;
  return (
    <li>
      <Link
        to={entry.path}
        search={store ? { store } : {}}
        className={classes.entry ?? ""}
        data-here={isHere || undefined}
        aria-current={isHere ? "page" : undefined}
        onClick={onPick}
      >
        <Icon size={17} stroke={1.7} aria-hidden="true" />
        {t(entry.word)}
      </Link>
    </li>
  );
}
