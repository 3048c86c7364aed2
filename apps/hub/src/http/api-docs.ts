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
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });
  await server.register(swaggerUi, { routePrefix: "/docs" });
  server.get("/openapi.json", { config: { access: "public" }, schema: { hide: true } }, async () => server.swagger());
}
