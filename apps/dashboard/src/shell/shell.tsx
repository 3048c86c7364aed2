// The frame around every screen: menu, search, store, state of the connection to the hub, and the viewer's own menu.
import { ActionIcon, AppShell, Burger, UnstyledButton } from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useRouterState } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useLive } from "../api/use-live.ts";
import { Logo } from "../components/logo.tsx";
import classes from "./shell.module.css";
import { SideMenu } from "./side-menu.tsx";
import { StoreFilter } from "./store-filter.tsx";

const UserMenu = lazy(() => import("./user-menu.tsx").then((module) => ({ default: module.UserMenu })));
const CommandPalette = lazy(() =>
  import("./command-palette.tsx").then((module) => ({ default: module.CommandPalette })),
);

export function Shell({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation("shell");
  const [isMenuOpen, menu] = useDisclosure(false);
  const [isPaletteOpen, palette] = useDisclosure(false);
  const isLive = useLive();
  const main = useFocusAfterNavigation(menu.close);
  useHotkeys([["mod+K", palette.open]], []);
  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: 232, breakpoint: "sm", collapsed: { mobile: !isMenuOpen } }}
      layout="alt"
      transitionDuration={120}
    >
      <a className={classes.skip} href="#main">
        {t("skip")}
      </a>
      <AppShell.Header className={classes.header ?? ""}>
        <Burger
          hiddenFrom="sm"
          size="sm"
          opened={isMenuOpen}
          onClick={menu.toggle}
          aria-label={t("menu")}
          aria-expanded={isMenuOpen}
        />
        <StoreFilter />
        <div className={classes.spacer} />
        <LiveMark isLive={isLive} />
        <ActionIcon hiddenFrom="sm" aria-label={t("search")} onClick={palette.open}>
          <IconSearch size={18} />
        </ActionIcon>
        <Suspense fallback={<span className={classes.user} />}>
          <UserMenu />
        </Suspense>
      </AppShell.Header>
      <AppShell.Navbar className={classes.navbar ?? ""}>
        <div className={classes.brand}>
          <Logo size={24} />
          <span>Logix</span>
          <Burger
            className={classes.closeMenu ?? ""}
            hiddenFrom="sm"
            size="sm"
            opened
            onClick={menu.close}
            aria-label={t("menu")}
          />
        </div>
        <UnstyledButton className={classes.search ?? ""} onClick={palette.open} visibleFrom="sm">
          <IconSearch size={15} aria-hidden="true" />
          <span>{t("search")}</span>
          <kbd className={classes.keys}>Ctrl K</kbd>
        </UnstyledButton>
        <SideMenu onPick={menu.close} />
      </AppShell.Navbar>
      <AppShell.Main id="main" ref={main} tabIndex={-1} className={classes.main ?? ""}>
        {children}
      </AppShell.Main>
      <Suspense>{isPaletteOpen && <CommandPalette onClose={palette.close} />}</Suspense>
    </AppShell>
  );
}

function LiveMark({ isLive }: { readonly isLive: boolean }) {
  const { t } = useTranslation("shell");
  return (
    <span
      className={classes.live}
      data-live={isLive || undefined}
      role="status"
      title={isLive ? t("live_hint") : t("not_live_hint")}
    >
      <span className={classes.dot} aria-hidden="true" />
      {isLive ? t("live") : t("not_live")}
    </span>
  );
}

/** After going somewhere the keyboard goes on in the new screen, not in the menu; screen readers hear its heading. */
function useFocusAfterNavigation(onGone: () => void) {
  const main = useRef<HTMLElement>(null);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const before = useRef(path);
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    onGone();
    main.current?.focus({ preventScroll: true });
  }, [path, onGone]);
  return main;
}
