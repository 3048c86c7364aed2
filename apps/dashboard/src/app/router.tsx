// From addresses to screens. Each screen is a chunk of its own, loaded when the pointer rests on its link.
import type { QueryClient } from "@tanstack/react-query";
import { type AnyRoute, createRootRoute, createRoute, createRouter, Outlet } from "@tanstack/react-router";
import { type ComponentType, lazy } from "react";
import { meQuery, useMay } from "../session/session.ts";
import { SessionGate } from "../session/session-gate.tsx";
import { Forbidden, NotFound, ScreenBroken } from "../shell/fallbacks.tsx";
import { Shell } from "../shell/shell.tsx";
import { loadWords } from "../words/index.ts";
import { SCREENS, type ScreenEntry } from "./screens.ts";

function Content() {
  return <Outlet />;
}

const root = createRootRoute({ component: Content, notFoundComponent: () => <InShell content={NotFound} /> });
const WelcomeScreen = lazy(() =>
  import("../session/welcome-screen.tsx").then((module) => ({ default: module.WelcomeScreen })),
);
const welcome = createRoute({ getParentRoute: () => root, path: "/welcome", component: WelcomeScreen });

export function makeRouter(queries: QueryClient) {
  const inside = createRoute({
    getParentRoute: () => root,
    id: "inside",
    component: () => <InShell content={Content} />,
    // Asked along with the screen, not after it. What goes wrong is for the gate to say.
    loader: () => queries.ensureQueryData(meQuery).catch(() => null),
  });
  return createRouter({
    routeTree: root.addChildren([welcome, inside.addChildren(SCREENS.map((entry) => toRoute(entry, () => inside)))]),
    defaultPreload: "intent",
    defaultErrorComponent: ScreenBroken,
    scrollRestoration: true,
    // Values in addresses stay the text that they are: an order's number is no number.
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: (search) => {
      const entries = Object.entries(search).filter(([, value]) => value !== undefined);
      const text = new URLSearchParams(entries.map(([name, value]) => [name, String(value)])).toString();
      return text === "" ? "" : `?${text}`;
    },
  });
}

function toRoute({ path, permission, words, load }: ScreenEntry, getParentRoute: () => AnyRoute) {
  // Not lazy(): what the loader has brought is there at once, without a moment of nothing that React would hold for 300 ms.
  let Screen: ComponentType | undefined;
  const loadBoth = async () => {
    const [module] = await Promise.all([load(), loadWords(words)]);
    Screen = module.Screen;
    return null;
  };
  const Guarded = () => {
    const may = useMay();
    if (permission !== "signed-in" && !may(permission)) return <Forbidden />;
    return Screen ? <Screen /> : null;
  };
  return createRoute({
    getParentRoute,
    path,
    component: Guarded,
    loader: loadBoth,
  });
}

function InShell({ content: Content }: { readonly content: ComponentType }) {
  return (
    <SessionGate>
      <Shell>
        <Content />
      </Shell>
    </SessionGate>
  );
}
