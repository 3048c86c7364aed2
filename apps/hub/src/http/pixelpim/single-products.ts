// One product in one store.
import { pimErrorReplies } from "@logix/api/pixelpim/error";
import { productParamsSchema } from "@logix/api/pixelpim/ids";
import { deleteReplySchema, exportResultSchema, productUpdateRequestSchema } from "@logix/api/pixelpim/products";
import { jobReplySchema } from "@logix/api/pixelpim/runs";
import { HubError } from "@logix/model";
import type { SingleProducts } from "../../services/publishing/single-products.ts";
import { principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";
import { toExportReply } from "./export-replies.ts";
import { idOf } from "./ids.ts";
import { toJob } from "./jobs.ts";
import type { PimConnections } from "./own-connection.ts";

export type PimSingleProductServices = { readonly singleProducts: SingleProducts; readonly patienceMs: number };

const tags = ["PixelPim: products"];

const update = {
  tags,
  operationId: "pimUpdateProduct",
  summary: "Bring one product up to date in a store",
  description: "Sends what changed since the last export: of the active mapping's fields, or of those in the body.",
  params: productParamsSchema,
  body: productUpdateRequestSchema.nullish(),
  response: { 200: exportResultSchema, 202: jobReplySchema, ...pimErrorReplies },
};
const remove = {
  tags,
  operationId: "pimDeleteProduct",
  summary: "Delete one product from a store",
  description: "For good, past the store's bin. The product stays here.",
  params: productParamsSchema,
  response: { 200: deleteReplySchema, ...pimErrorReplies },
};

export function singleProductRoutes(
  server: HubServer,
  { singleProducts, patienceMs }: PimSingleProductServices,
  own: PimConnections,
): void {
  const path = "/connections/:connectionId/products/:productId";

  server.put(path, { config: { access: "integration:export" }, schema: update }, async (request, reply) => {
    const connection = await own.get(principalOf(request), request.params.connectionId);
    const productId = idOf(request.params.productId, "Product");
    const outcome = await singleProducts.update(connection, productId, request.body?.fieldsToExport, patienceMs);
    if (!outcome.isEnded) return reply.status(202).send(toJob(outcome.run));
    const [result] = toExportReply(connection.id, [outcome]).results;
    if (!result) throw new HubError("missing", "Product not found", { code: "product_unknown" });
    return result;
  });

  server.delete(path, { config: { access: "integration:delete" }, schema: remove }, async (request) => {
    const principal = principalOf(request);
    const connection = await own.get(principal, request.params.connectionId);
    const productId = idOf(request.params.productId, "Product");
    const { removed, message } = await singleProducts.remove(principal, connection, productId);
    return { success: removed, ...(message !== null && { message }) };
  });
}
