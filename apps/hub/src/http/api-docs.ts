// The API described by the very schemas that judge it: OpenAPI 3.1 at /openapi.json, readable at /docs.
import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import { jsonSchemaTransform, jsonSchemaTransformObject } from "fastify-type-provider-zod";
import type { HubServer } from "./hub-server.ts";

export async function apiDocs(server: HubServer, publicUrl: string): Promise<void> {
  await server.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Logix",
        version: "1.0.0",
        description:
          "Orders in; stock, prices and statuses out. Money is in minor units beside its currency, times are UTC.",
        license: { name: "MIT", identifier: "MIT" },
      },
      servers: [{ url: publicUrl }],
      components: {
        securitySchemes: {
          bearer: { type: "http", scheme: "bearer", description: "A login token or an API token (lgx_…)" },
        },
      },
      security: [{ bearer: [] }],
    },
    transform: describe,
    transformObject: jsonSchemaTransformObject,
  });
  await server.register(swaggerUi, { routePrefix: "/docs", staticCSP: true });
  server.get("/openapi.json", { config: { access: "public" }, schema: { hide: true } }, async () => server.swagger());
}

/** Where anybody may call, no token is asked for. */
function describe(route: Parameters<typeof jsonSchemaTransform>[0]): ReturnType<typeof jsonSchemaTransform> {
  const described = jsonSchemaTransform(route);
  const isPublic = "route" in route && route.route.config?.access === "public";
  return isPublic ? { ...described, schema: { ...described.schema, security: [] } } : described;
}
