// A real hub with a sandbox store, and a real browser in front of it. A page that says anything to its console, or whose
// policy stops something, fails its test.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { type ConnectedHub, startConnectedHub } from "../../../hub/test/support/connected-hub.ts";
import { OWNER, startTestHub, type TestHub } from "../../../hub/test/support/test-hub.ts";
import { CHROMIUM } from "./chromium.ts";
import { startTlsFront } from "./tls-front.ts";

const ARTIFACTS = join(import.meta.dirname, "../../artifacts");
const FLAGS = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--disable-dev-shm-usage",
];
const WIDE = { width: 1280, height: 860 };
const PHONE = { width: 380, height: 780 };

export type View = {
  readonly page: Page;
  /** All that the page has complained of so far. */
  readonly complaints: string[];
  /** WCAG 2.2 AA as far as axe can see it: the violations, with the elements. */
  axe(): Promise<readonly string[]>;
  /** Into apps/dashboard/artifacts. */
  screenshot(name: string): Promise<void>;
  close(): Promise<void>;
};

type ViewOptions = {
  readonly path?: string;
  readonly scheme?: "light" | "dark";
  readonly phone?: boolean;
  /** Null: nobody is logged in. */
  readonly who?: { readonly email: string; readonly password: string } | null;
  /** Runs in the page before anything of its own. */
  readonly script?: string;
};

export type Stage<Hub extends TestHub = ConnectedHub> = {
  readonly hub: Hub;
  /** A browser of its own for each view: no cookie is shared. */
  open(options?: ViewOptions): Promise<View>;
  close(): Promise<void>;
};

export function startStage(): Promise<Stage> {
  return stageOf(startFilledHub());
}

/** No store yet: as it is on the first day. */
export function startEmptyStage(): Promise<Stage<TestHub>> {
  return stageOf(startTestHub());
}

/** No store yet, and reached by https, as stores want it that hand over keys. */
export async function startSecureStage(): Promise<Stage<TestHub>> {
  const front = await startTlsFront();
  const hub = await startTestHub({ publicUrl: front.url });
  front.leadTo(hub.url);
  const close = async () => {
    await front.close();
    await hub.close();
  };
  return stageOf(Promise.resolve({ ...hub, close }), front.url);
}

/** `address`: where browsers find the hub, if it is not where it listens. */
async function stageOf<Hub extends TestHub>(starting: Promise<Hub>, address?: string): Promise<Stage<Hub>> {
  const [hub, browser] = await Promise.all([
    starting,
    chromium.launch({ executablePath: CHROMIUM ?? "", args: FLAGS }),
  ]);
  const cookies = new Map<string, string>();
  return {
    hub,
    open: (options = {}) => openView({ hub, browser, cookies, address: address ?? hub.url }, options),
    close: async () => {
      await browser.close();
      await hub.close();
    },
  };
}

/** A shop with a name, and a busy morning behind it. */
async function startFilledHub(): Promise<ConnectedHub> {
  const hub = await startConnectedHub({ orders: 120, products: 12 });
  await hub.ask("PATCH", `/connections/${hub.connection.id}`, { name: "Blue Mug Shop" });
  await hub.ask("POST", `/connections/${hub.connection.id}/webhooks`, {});
  for (let count = 0; count < 7; count += 1) hub.store.control.placeOrder({});
  await hub.store.control.deliveriesSettled();
  return hub;
}

type Scene = {
  readonly hub: TestHub;
  readonly browser: Browser;
  readonly cookies: Map<string, string>;
  readonly address: string;
};

async function openView(
  scene: Scene,
  { path = "/", scheme = "light", phone = false, who = OWNER, script }: ViewOptions,
): Promise<View> {
  const context = await scene.browser.newContext({
    viewport: phone ? PHONE : WIDE,
    colorScheme: scheme,
    hasTouch: phone,
    reducedMotion: "reduce",
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    ignoreHTTPSErrors: scene.address.startsWith("https:"),
  });
  if (who) await logInto(context, scene, who);
  const page = await context.newPage();
  if (script !== undefined) await page.addInitScript(script);
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(scene.address + path);
  return {
    page,
    complaints,
    axe: () => violations(page),
    screenshot: async (name) => {
      mkdirSync(ARTIFACTS, { recursive: true });
      await page.screenshot({ path: join(ARTIFACTS, `${name}.png`) });
    },
    close: () => context.close(),
  };
}

/** The cookie that the login page would have got; a login through the page is a test of its own. */
async function logInto(
  context: BrowserContext,
  { hub, cookies, address }: Scene,
  who: { readonly email: string; readonly password: string },
): Promise<void> {
  const value = cookies.get(who.email) ?? (await sessionCookie(hub.url, who));
  cookies.set(who.email, value);
  await context.addCookies([
    { name: "logix_session", value, url: `${address}/api/v1`, httpOnly: true, sameSite: "Strict" },
  ]);
}

async function sessionCookie(url: string, who: { readonly email: string; readonly password: string }): Promise<string> {
  const reply = await fetch(`${url}/api/v1/session`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-logix-dashboard": "1" },
    body: JSON.stringify(who),
  });
  const [, value = ""] = /logix_session=([^;]+)/.exec(reply.headers.get("set-cookie") ?? "") ?? [];
  if (value === "") throw new Error(`No session: ${reply.status} ${await reply.text()}`);
  return value;
}

async function violations(page: Page): Promise<readonly string[]> {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const found = await new AxeBuilder({ page }).withTags(tags).analyze();
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 160)} — ${node.any[0]?.message ?? node.all[0]?.message ?? ""}`),
  );
}
