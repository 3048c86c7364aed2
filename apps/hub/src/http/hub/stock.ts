// Stock per SKU: looked at, counted, adjusted.
import {
  idempotencyHeadersSchema,
  movementListSchema,
  movementQuerySchema,
  type Stock,
  skuParamsSchema,
  stockAdjustmentRequestSchema,
  stockBufferRequestSchema,
  stockCountRequestSchema,
  stockDetailSchema,
  stockListSchema,
  stockQuerySchema,
  stockSchema,
  stockTransferRequestSchema,
} from "@logix/api/hub/stock";
import { problemReplies } from "@logix/api/problem";
import type { MovementRow } from "../../database/stock/stock-ledger.ts";
import type { StockListingRow } from "../../database/stock/stock-listings.ts";
import type { Principal } from "../../services/principal.ts";
import type { StockService, StockView } from "../../services/stock/stock.ts";
import type { StockListings } from "../../services/stock/stock-listings.ts";
import type { Transfers } from "../../services/stock/transfers.ts";
import { principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";
import { plainDecimal } from "./decimal.ts";

export type StockServices = {
  readonly stock: StockService;
  readonly stockListings: StockListings;
  readonly transfers: Transfers;
};

const tags = ["Stock"];
const read = { access: "stock:read" } as const;
const write = { access: "stock:write" } as const;
const params = skuParamsSchema;

const listStock = {
  tags,
  operationId: "listStock",
  summary: "Stock of all SKUs that were ever counted",
  description: "One entry per SKU and location, in the order of the SKUs.",
  querystring: stockQuerySchema,
  response: { 200: stockListSchema, ...problemReplies },
};

const readStock = {
  tags,
  operationId: "readStock",
  summary: "Stock of one SKU, and what each store shows of it",
  params,
  response: { 200: stockDetailSchema, ...problemReplies },
};

const countStock = {
  tags,
  operationId: "countStock",
  summary: "Set what lies there",
  description: "Replaces what was thought to be on hand. Every store that follows is told.",
  params,
  body: stockCountRequestSchema,
  response: { 200: stockSchema, ...problemReplies },
};

const adjustStock = {
  tags,
  operationId: "adjustStock",
  summary: "Change what lies there by so many",
  description: "Send `Idempotency-Key`, so that a request that is sent twice is not counted twice.",
  params,
  headers: idempotencyHeadersSchema,
  body: stockAdjustmentRequestSchema,
  response: { 200: stockSchema, ...problemReplies },
};

const changeBuffer = {
  tags,
  operationId: "changeStockBuffer",
  summary: "Set how many are kept back from all stores",
  params,
  body: stockBufferRequestSchema,
  response: { 200: stockSchema, ...problemReplies },
};

const transferStock = {
  tags,
  operationId: "transferStock",
  summary: "Carry goods from one location to another",
  description:
    "At most what lies there. Send `Idempotency-Key`, so that a request that is sent twice carries them once.",
  params,
  headers: idempotencyHeadersSchema,
  body: stockTransferRequestSchema,
  response: { 200: stockDetailSchema, ...problemReplies },
};

const listMovements = {
  tags,
  operationId: "listStockMovements",
  summary: "Everything that changed the stock of a SKU, newest first",
  params,
  querystring: movementQuerySchema,
  response: { 200: movementListSchema, ...problemReplies },
};

export function stockRoutes(server: HubServer, { stock, stockListings, transfers }: StockServices): void {
  const detail = async (principal: Principal, sku: string) => {
    const view = await stock.one(principal, sku);
    const locations = await stock.everywhere(principal, sku);
    const listings = await stockListings.of(principal, view.sku);
    return { ...toStock(view), locations: locations.map(toStock), listings: listings.map(toListing) };
  };
  server.get("/stock", { config: read, schema: listStock }, async (request) => {
    const { location_id: locationId, ...query } = request.query;
    const { items, nextCursor } = await stock.page(principalOf(request), { ...query, locationId });
    return { stock: items.map(toStock), next_cursor: nextCursor };
  });
  server.get("/stock/:sku", { config: read, schema: readStock }, async (request) =>
    detail(principalOf(request), request.params.sku),
  );
  server.put("/stock/:sku", { config: write, schema: countStock }, async (request) => {
    const { on_hand: quantity, location_id: locationId, reason } = request.body;
    return toStock(await stock.set(principalOf(request), { sku: request.params.sku, quantity, locationId, reason }));
  });
  server.post("/stock/:sku/adjustments", { config: write, schema: adjustStock }, async (request) => {
    const idempotencyKey = request.headers["idempotency-key"];
    const { quantity, location_id: locationId, reason } = request.body;
    const change = { sku: request.params.sku, quantity, locationId, reason, idempotencyKey };
    return toStock(await stock.adjust(principalOf(request), change));
  });
  server.patch("/stock/:sku", { config: write, schema: changeBuffer }, async (request) =>
    toStock(
      await stock.setBuffer(principalOf(request), request.params.sku, request.body.buffer, request.body.location_id),
    ),
  );
  server.post("/stock/:sku/transfers", { config: write, schema: transferStock }, async (request) => {
    const { from_location_id: from, to_location_id: to, quantity, reason } = request.body;
    const idempotencyKey = request.headers["idempotency-key"];
    const { sku } = request.params;
    await transfers.make(principalOf(request), { sku, from, to, quantity, reason, idempotencyKey });
    return detail(principalOf(request), sku);
  });
  server.get("/stock/:sku/movements", { config: read, schema: listMovements }, async (request) => {
    const { items, nextCursor } = await stock.movements(principalOf(request), request.params.sku, {
      ...request.query,
      locationId: request.query.location_id,
    });
    return { movements: items.map(toMovement), next_cursor: nextCursor };
  });
}

function toStock(view: StockView): Stock {
  return {
    sku: view.sku,
    location_id: view.locationId,
    location: view.location,
    on_hand: view.onHand,
    reserved: view.reserved,
    buffer: view.buffer,
    available: view.available,
    oversold: view.oversold,
    counted_at: view.countedAt.toISOString(),
    updated_at: view.updatedAt.toISOString(),
  };
}

function toListing(row: StockListingRow) {
  const { connection_id, connection_public_id, remote_id, name, shows, state, wished_at, settled_at, note } = row;
  const told = state &&
    wished_at && {
      state,
      wished_at: wished_at.toISOString(),
      settled_at: settled_at?.toISOString() ?? null,
      note,
    };
  return { connection_id, connection_public_id, remote_id, name, shows, told };
}

function toMovement({ delta, on_hand_after, at, ...movement }: MovementRow) {
  return {
    ...movement,
    delta: plainDecimal(delta),
    on_hand_after: plainDecimal(on_hand_after),
    at: at.toISOString(),
  };
}
