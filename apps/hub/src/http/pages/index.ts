// What a person sees who opens the hub's address: where to go, and the one-time link with which a first password is chosen.
import type { HubServer } from "../hub-server.ts";
import { makePage, sendPage } from "./page.ts";

const HOME = makePage(
  "Logix",
  `<h1>Logix</h1>
<p>The hub is running. It is used over its API and from the command line.</p>
<ul>
<li><a href="/docs">API documentation</a></li>
<li><a href="/openapi.json">OpenAPI description</a></li>
<li><code>npm run logix -- --help</code></li>
</ul>`,
);

// The token stays in the address of the page and goes nowhere but to the hub itself.
const CHOOSE_PASSWORD = `
const form = document.querySelector("form");
const status = document.querySelector("[role=status]");
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { password, again } = form.elements;
  if (password.value !== again.value) { status.textContent = "The two passwords are not the same."; again.focus(); return; }
  const token = new URLSearchParams(location.search).get("token") ?? "";
  const reply = await fetch("/api/v1/auth/accept-invitation", {
    method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ token, password: password.value }),
  });
  if (reply.ok) { form.remove(); status.textContent = "Your password is set. You can log in with it now."; return; }
  const problem = await reply.json().catch(() => ({}));
  status.textContent = [problem.detail ?? "That did not work.", problem.remedy].filter(Boolean).join(" ");
});
`;

const WELCOME = makePage(
  "Welcome to Logix",
  `<h1>Welcome to Logix</h1>
<p>Choose the password with which you will log in: at least 10 characters.</p>
<form>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="new-password" minlength="10" maxlength="200" required autofocus>
<label for="again">The same once more</label>
<input id="again" name="again" type="password" autocomplete="new-password" minlength="10" maxlength="200" required>
<button>Set password</button>
</form>
<p role="status" aria-live="polite"></p>`,
  CHOOSE_PASSWORD,
);

export function pageRoutes(server: HubServer): void {
  const route = { config: { access: "public" }, schema: { hide: true } } as const;
  server.get("/", route, async (_request, reply) => sendPage(reply, HOME));
  server.get("/welcome", route, async (_request, reply) => sendPage(reply, WELCOME));
}
