// The type that every group of routes is written against, and the rule that each route says who may call it.
import type { Permission } from "@logix/api/permissions";
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import type { Principal } from "../services/principal.ts";

export type HubServer = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** `public`: no principal; `signed-in`: any principal; otherwise the one permission that the caller must hold. */
export type Access = "public" | "signed-in" | Permission;

declare module "fastify" {
  interface FastifyContextConfig {
    access?: Access;
  }
  interface FastifyRequest {
    /** Set on every route that is not public. Read it through `principalOf`. */
    principal: Principal | null;
    /** Looks once more whether the caller may still call. Use `principalAgain`. */
    identifyAgain(request: FastifyRequest): Promise<Principal>;
  }
}
