// Before a store is connected and read: the way in looked at step by step, what reading will mean, and what its words mean.
import {
  examinationRequestSchema,
  examinationSchema,
  previewSchema,
  statusWordsSchema,
} from "@logix/api/hub/connection-start";
import { connectionParamsSchema } from "@logix/api/hub/ids";
import { problemReplies } from "@logix/api/problem";
import type { ConnectionPreview } from "../../services/connections/connection-preview.ts";
import type { Connections } from "../../services/connections/connections.ts";
import type { StatusWordsService } from "../../services/connections/status-words.ts";
import type { StoreExamination } from "../../services/connections/store-examination.ts";
import { principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";

export type ConnectionStartServices = {
  readonly connections: Connections;
  readonly examination: StoreExamination;
  readonly preview: ConnectionPreview;
  readonly statusWords: StatusWordsService;
};

const tags = ["Connections"];
const params = connectionParamsSchema;

const examineStore = {
  tags,
  operationId: "examineStore",
  summary: "Look at the way into a store",
  description: "Step by step, before it is connected. Nothing is saved, and nothing is changed in the store.",
  body: examinationRequestSchema,
  response: { 200: examinationSchema, ...problemReplies },
};

const previewConnection = {
  tags,
  operationId: "previewConnection",
  summary: "What reading a store will mean",
  description: "How much there is to read, and which stock numbers the store would be told. Changes nothing.",
  params,
  response: { 200: previewSchema, ...problemReplies },
};

const listStatusWords = {
  tags,
  operationId: "listStatusWords",
  summary: "What a store's words for statuses mean",
  description: "Those of its platform and those that its orders bear, after your own map.",
  params,
  response: { 200: statusWordsSchema, ...problemReplies },
};

export function connectionStartRoutes(server: HubServer, services: ConnectionStartServices): void {
  const { connections, examination, preview, statusWords } = services;
  const read = { access: "integration:read" } as const;
  server.post(
    "/connections/examination",
    { config: { access: "integration:create" }, schema: examineStore },
    async (request) => {
      const { steps, store } = await examination.examine(request.body.platform, request.body.settings);
      return {
        steps: [...steps],
        store: store && {
          name: store.name,
          platform_version: store.platformVersion,
          currency: store.currency,
          time_zone: store.timeZone,
          warnings: [...store.warnings],
        },
      };
    },
  );
  server.get("/connections/:id/preview", { config: read, schema: previewConnection }, async (request) => {
    const principal = principalOf(request);
    const { stock, ...found } = await preview.of(principal, await connections.get(principal, request.params.id));
    return { ...found, stock: stock.map(({ wouldShow, ...each }) => ({ ...each, would_show: wouldShow })) };
  });
  server.get("/connections/:id/statuses", { config: read, schema: listStatusWords }, async (request) => {
    const principal = principalOf(request);
    const { words, told } = await statusWords.of(principal, await connections.get(principal, request.params.id));
    return {
      words: words.map(({ platformMeans, ...word }) => ({ ...word, platform_means: platformMeans })),
      told: told.map(({ platformWord, ...each }) => ({ ...each, platform_word: platformWord })),
    };
  });
}
