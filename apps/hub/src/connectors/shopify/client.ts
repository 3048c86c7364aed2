// Speaks GraphQL to one shop: proves who we are, says what a question costs and reads what is left of the shop's patience.
import { HubError } from "@logix/model";
import { type ZodType, z } from "zod";
import type { Tools } from "../../connector-kit/contract.ts";
import { jsonOf, type Meter, type StoreReply } from "../../connector-kit/http.ts";
import { graphErrorsSchema, graphFailure, httpFailure } from "./failures.ts";
import { originOf, type ShopifySettings } from "./settings.ts";

/** Quarterly; served for at least a year (https://shopify.dev/docs/api/usage/versioning). */
export const API_VERSION = { id: "2026-07", sunset: "2027-07-01" };
/** Shopify counts what a question costs: https://shopify.dev/docs/api/usage/limits. */
export const GRAPH_BUCKET = "graphql";

/** One question or order, with the shape of its answer and about what it costs at most. */
export type Document<T> = {
  readonly text: string;
  readonly data: ZodType<T>;
  readonly cost: number;
  /** For questions by `$ids`: what each of them costs, so that one alone does not keep all others waiting. */
  readonly costPerId?: number;
};
type Variables = Readonly<Record<string, unknown>>;

export type ShopifyClient = {
  readonly now: () => Date;
  /** @throws HubError where the reply is no success, or not what the document says. */
  ask<T>(document: Document<T>, variables?: Variables): Promise<T>;
  /** A file that Shopify made for us, at an address that needs no token; from so many bytes on. */
  download(url: string, from: number, bytes: number): Promise<StoreReply>;
};

export function document<T>(text: string, data: ZodType<T>, cost: number): Document<T> {
  return { text, data, cost };
}

/** A question by `$ids`. */
export function documentByIds<T>(text: string, data: ZodType<T>, costPerId: number): Document<T> {
  return { text, data, cost: costPerId, costPerId };
}

function costOf({ cost, costPerId }: Document<unknown>, { ids }: Variables): number {
  return costPerId !== undefined && Array.isArray(ids) ? costPerId * Math.max(1, ids.length) : cost;
}

const MUTATION_COST = 10;
export function mutation<T>(text: string, data: ZodType<T>): Document<T> {
  return document(text, data, MUTATION_COST);
}

const envelopeSchema = z.object({
  data: z.unknown().optional(),
  errors: z.unknown().optional(),
  extensions: z
    .object({
      cost: z
        .object({
          requestedQueryCost: z.number(),
          actualQueryCost: z.number().nullish(),
          throttleStatus: z.object({
            maximumAvailable: z.number(),
            currentlyAvailable: z.number(),
            restoreRate: z.number(),
          }),
        })
        .optional(),
    })
    .optional(),
});
type Envelope = z.infer<typeof envelopeSchema>;

const FILE_TIMEOUT_MS = 120_000;

export function openClient(settings: ShopifySettings, tools: Tools<ShopifySettings>): ShopifyClient {
  async function send(used: ShopifySettings, wanted: Document<unknown>, variables: Variables) {
    const reply = await tools.fetch({
      method: "POST",
      url: `${originOf(used)}/admin/api/${API_VERSION.id}/graphql.json`,
      headers: {
        "content-type": "application/json",
        accept: "application/json",
        "x-shopify-access-token": used.accessToken,
      },
      body: JSON.stringify({ query: wanted.text, variables }),
      bucket: GRAPH_BUCKET,
      cost: costOf(wanted, variables),
      meter: meterOf,
    });
    return withoutSecrets(reply, used);
  }

  /** A token that the shop no longer takes is renewed once. */
  async function sendWithToken(wanted: Document<unknown>, variables: Variables): Promise<StoreReply> {
    const used = (await tools.credentials?.current()) ?? settings;
    const reply = await send(used, wanted, variables);
    if (reply.status !== 401 || !tools.credentials) return reply;
    return send(await tools.credentials.renew(used), wanted, variables);
  }

  return {
    now: tools.now,
    ask: async (wanted, variables = {}) => {
      const reply = await sendWithToken(wanted, variables);
      const failure = httpFailure(reply, tools.now());
      if (failure) throw failure;
      return dataOf(reply, wanted, tools.now());
    },
    download: (url, from, bytes) =>
      tools.fetch({
        method: "GET",
        url,
        headers: { range: `bytes=${from}-${from + bytes - 1}` },
        timeoutMs: FILE_TIMEOUT_MS,
      }),
  };
}

/** A page that stands in for an answer may repeat the request, and with it our token. */
function withoutSecrets(reply: StoreReply, { accessToken, refreshToken, clientSecret }: ShopifySettings): StoreReply {
  const secrets = [accessToken, refreshToken, clientSecret].filter((secret) => secret !== undefined);
  const told = secrets.filter((secret) => reply.text.includes(secret));
  if (told.length === 0) return reply;
  return { ...reply, text: told.reduce((text, secret) => text.replaceAll(secret, "[secret]"), reply.text) };
}

function dataOf<T>(reply: StoreReply, { data }: Document<T>, now: Date): T {
  const envelope = envelopeSchema.safeParse(jsonOf(reply)).data;
  if (!envelope) throw unexpected(reply, "it has no data");
  const errors = errorsOf(envelope);
  if (errors.length > 0) throw graphFailure(errors, now);
  const parsed = data.safeParse(envelope.data);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw unexpected(reply, `${issue?.path.join(".")}: ${issue?.message}`);
}

// QUIRK(shopify): `errors` is a list for GraphQL, but a text or an object where something before it refused.
function errorsOf({ errors }: Envelope): z.infer<typeof graphErrorsSchema> {
  if (errors === undefined || errors === null) return [];
  return graphErrorsSchema.safeParse(errors).data ?? [{ message: JSON.stringify(errors) }];
}

function unexpected(reply: StoreReply, why: string): HubError {
  return new HubError("unreadable", `Shopify's answer cannot be understood: ${why}`, {
    code: "unexpected_shape",
    remote: { status: reply.status, excerpt: reply.text.slice(0, 200) },
  });
}

/** What the shop itself says of our bucket; null where a reply does not say. */
function meterOf(reply: StoreReply): Meter | null {
  const envelope = envelopeOf(reply);
  const cost = envelope?.extensions?.cost;
  if (!envelope || !cost) return null;
  const { currentlyAvailable, maximumAvailable, restoreRate } = cost.throttleStatus;
  return {
    left: currentlyAvailable,
    capacity: maximumAvailable,
    perSecond: restoreRate,
    spent: cost.actualQueryCost ?? undefined,
    refused: errorsOf(envelope).some((error) => error.extensions?.code === "THROTTLED"),
    needed: cost.requestedQueryCost,
  };
}

function envelopeOf(reply: StoreReply): Envelope | undefined {
  if (reply.status !== 200) return undefined;
  try {
    return envelopeSchema.safeParse(jsonOf(reply)).data;
  } catch (error) {
    if (error instanceof HubError) return undefined;
    throw error;
  }
}
