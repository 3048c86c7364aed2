// Connections as the PixelPim dialect shows and takes them. Credentials only ever go in.
import { z } from "zod";
import { lineSchema } from "../hub/text.ts";
import { momentSchema } from "./ids.ts";

const SHORTEST_CREDENTIAL = 10;
const credential = (name: string, example: string) =>
  lineSchema(500)
    .min(SHORTEST_CREDENTIAL, `must have at least ${SHORTEST_CREDENTIAL} characters; copy the whole ${name}`)
    .meta({ example });

const storeName = lineSchema(200).meta({ example: "My Main Store" });
const storeUrl = lineSchema(2000).meta({ example: "https://mystore.com" });
const consumerKey = credential("consumer key", "ck_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
const consumerSecret = credential("consumer secret", "cs_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
const webhookSecret = lineSchema(500).meta({ description: "Signs the store's deliveries; made up where left out." });

export const newPimConnectionSchema = z
  .strictObject({
    storeName,
    storeUrl,
    consumerKey,
    consumerSecret,
    webhookSecret: webhookSecret.optional(),
    isDefault: z.boolean().default(false),
  })
  .meta({ id: "NewPimConnection" });

/** What a reply shows beside may come back with it, and is not looked at. */
const shown = {
  id: z.unknown().optional(),
  lastSyncedAt: z.unknown().optional(),
  createdAt: z.unknown().optional(),
  updatedAt: z.unknown().optional(),
};

export const pimConnectionPatchSchema = z
  .strictObject({
    storeName: storeName.optional(),
    storeUrl: storeUrl.optional(),
    consumerKey: consumerKey.optional(),
    consumerSecret: consumerSecret.optional(),
    webhookSecret: webhookSecret.optional(),
    isActive: z.boolean().optional(),
    isDefault: z.boolean().optional(),
    ...shown,
  })
  .meta({ id: "PimConnectionPatch" });

export const pimConnectionSchema = z
  .object({
    id: z.int().meta({ example: 1 }),
    storeName,
    storeUrl,
    isActive: z.boolean(),
    isDefault: z.boolean(),
    lastSyncedAt: momentSchema.nullable(),
    createdAt: momentSchema,
    updatedAt: momentSchema,
  })
  .meta({ id: "PimConnection" });
export type PimConnection = z.infer<typeof pimConnectionSchema>;

export const pimConnectionTestSchema = z
  .strictObject({
    storeUrl,
    consumerKey: lineSchema(500).meta({ example: "ck_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" }),
    consumerSecret: lineSchema(500).meta({ example: "cs_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" }),
  })
  .meta({ id: "PimConnectionTest" });

export const pimTestReplySchema = z
  .object({
    success: z.boolean(),
    message: z.string().meta({ example: "Connection successful" }),
    storeInfo: z
      .object({
        wpVersion: z.string().nullable().meta({ example: "6.4.2" }),
        wooVersion: z.string().meta({ example: "8.5.1" }),
        storeName: z.string().meta({ example: "My Store" }),
      })
      .optional(),
    code: z.string().optional().meta({ description: "Of a failure: a word that a program can compare." }),
    remedy: z.string().optional().meta({ description: "Of a failure: what would help." }),
  })
  .meta({ id: "PimTestReply" });
export type PimTestReply = z.infer<typeof pimTestReplySchema>;
