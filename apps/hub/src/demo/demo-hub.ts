// The demo's hub over its own API, as any program would use it.
import { loginSchema } from "@logix/api/hub/auth";
import { HubError } from "@logix/model";
import { type ZodType, z } from "zod";

export type DemoHub = {
  readonly address: string;
  get<T>(path: string, schema: ZodType<T>): Promise<T>;
  send<T>(method: "POST" | "PUT" | "PATCH", path: string, body: unknown, schema: ZodType<T>): Promise<T>;
  remove(path: string): Promise<void>;
};

export async function logIn(
  address: string,
  who: { readonly email: string; readonly password: string },
): Promise<DemoHub> {
  const { token } = loginSchema.parse(await call(address, "POST", "/auth/login", { body: who }));
  return {
    address,
    get: async (path, schema) => schema.parse(await call(address, "GET", path, { token })),
    send: async (method, path, body, schema) => schema.parse(await call(address, method, path, { token, body })),
    remove: async (path) => void (await call(address, "DELETE", path, { token })),
  };
}

const problemSchema = z.object({ detail: z.string() });

type Content = { readonly token?: string; readonly body?: unknown };

async function call(address: string, method: string, path: string, { token, body }: Content): Promise<unknown> {
  const reply = await fetch(`${address}/api/v1${path}`, {
    method,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await reply.text();
  if (reply.ok) return text === "" ? null : JSON.parse(text);
  const problem = problemSchema.safeParse(text === "" ? null : JSON.parse(text));
  throw new HubError("refused", `${method} ${path}: ${problem.data?.detail ?? reply.status}`);
}
