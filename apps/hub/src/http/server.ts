// Puts the HTTP side together: doors first (who, what, how much), then the dialects behind them.

import Fastify, { type FastifyBaseLogger, LogController } from "fastify";
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from "fastify-type-provider-zod";
import type { Connector } from "../connector-kit/contract.ts";
import { apiDocs } from "./api-docs.ts";
import { type AuthOptions, authHook } from "./auth.ts";
import { MOST_PART_LENGTH, refuseBrokenBytes, replyToBadAddress, replyToUnknownRoute } from "./broken-requests.ts";
import { type Health, healthRoutes } from "./health.ts";
import { type HubRoutesServices, hubRoutes } from "./hub/index.ts";
import type { HubServer } from "./hub-server.ts";
import { type LogixServices, logixRoutes } from "./logix/index.ts";
import type { Metrics } from "./metrics.ts";
import { refuseNul } from "./nul-guard.ts";
import { pageRoutes } from "./pages/index.ts";
import { type PimServices, pixelPimRoutes } from "./pixelpim/index.ts";
import { replyWithProblem } from "./problem-replies.ts";

/** Bodies of our own API; deliveries have a limit of their own. */
const MOST_BYTES = 2 * 1024 * 1024;

export type ServerOptions = {
  readonly log: FastifyBaseLogger;
  readonly publicUrl: string;
  readonly trustProxy: readonly string[];
  readonly auth: Pick<AuthOptions, "login" | "apiTokens">;
  readonly connectors: ReadonlyMap<string, Connector>;
  readonly services: HubRoutesServices & LogixServices & PimServices;
  readonly health: Health;
  readonly metrics: Metrics;
};

export async function makeServer({
  log,
  publicUrl,
  trustProxy,
  auth,
  connectors,
  services,
  health,
  metrics,
}: ServerOptions): Promise<HubServer> {
  const server = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: trustProxy.length > 0 ? [...trustProxy] : false,
    // One logger for all: a child for each request costs more than the lines that it would write.
    childLoggerFactory: (logger) => logger,
    bodyLimit: MOST_BYTES,
    frameworkErrors: replyToBadAddress,
    clientErrorHandler: refuseBrokenBytes,
    routerOptions: { maxParamLength: MOST_PART_LENGTH },
    return503OnClosing: true,
    forceCloseConnections: "idle",
  }).withTypeProvider<ZodTypeProvider>();
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  server.setErrorHandler((error, request, reply) => replyWithProblem(error, request, reply));
  server.setNotFoundHandler((request, reply) => replyToUnknownRoute(request, reply));
  authHook({ ...auth, openPrefixes: ["/docs"] })(server);
  server.addHook("preValidation", refuseNul);
  server.addHook("onResponse", async (request, reply) => {
    metrics.requestServed(request.method, request.routeOptions.url ?? "(none)", reply.statusCode, reply.elapsedTime);
    request.log.debug(
      {
        method: request.method,
        url: request.url.split("?")[0],
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      "served",
    );
  });
  await apiDocs(server, publicUrl);
  healthRoutes(server, health, metrics);
  await pageRoutes(server);
  await server.register(
    async (api: HubServer) => {
      hubRoutes(api, services);
      logixRoutes(api, connectors.values(), services);
    },
    { prefix: "/api/v1" },
  );
  const woocommerce = connectors.get("woocommerce");
  if (woocommerce) pixelPimRoutes(server, woocommerce, services);
  return server;
}
