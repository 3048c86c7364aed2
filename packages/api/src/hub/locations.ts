// Places where goods lie, and which of a store's own places stands for which of them.
import { z } from "zod";
import { stampSchema } from "./moments.ts";
import { lineSchema, nameOfTheirsSchema } from "./text.ts";

const LONGEST_NAME = 100;
const placeSchema = z.string().trim().max(200);
const countrySchema = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^(?:[A-Z]{2})?$/, "must be two letters, such as DE, or empty")
  .meta({ description: "ISO 3166-1 alpha-2, or empty.", example: "DE" });
const prioritySchema = z
  .int()
  .min(0)
  .max(10_000)
  .meta({ description: "Where no rule says otherwise the lowest goes first.", example: 100 });

const locationExample = {
  id: 1,
  name: "Main",
  code: "B",
  line_1: "Lagerstr. 4",
  line_2: "",
  city: "Berlin",
  region: "",
  postcode: "10115",
  country: "DE",
  is_default: true,
  active: true,
  fulfils_orders: true,
  priority: 100,
  created_at: "2026-11-20T07:00:00.000Z",
  updated_at: "2026-11-20T09:00:00.000Z",
};

export const locationSchema = z
  .object({
    id: z.int(),
    name: z.string(),
    code: z.string().meta({ description: "Your own short name for it; empty where it has none." }),
    line_1: z.string(),
    line_2: z.string(),
    city: z.string(),
    region: z.string(),
    postcode: z.string(),
    country: z.string(),
    is_default: z.boolean().meta({ description: "Where stock is counted unless a request names another place." }),
    active: z.boolean().meta({ description: "What lies at a place that is not active is sold nowhere." }),
    fulfils_orders: z
      .boolean()
      .meta({ description: "Whether orders are sent from here; if not, no store is offered what lies here." }),
    priority: prioritySchema,
    created_at: stampSchema,
    updated_at: stampSchema,
  })
  .meta({ id: "Location", example: locationExample });
export type Location = z.infer<typeof locationSchema>;

export const locationListSchema = z
  .object({ locations: z.array(locationSchema) })
  .meta({ id: "LocationList", example: { locations: [locationExample] } });

const changes = {
  name: lineSchema(LONGEST_NAME),
  code: z
    .string()
    .trim()
    .regex(/^[\w-]{0,20}$/, "may have 20 letters, digits, _ and - at most"),
  line_1: placeSchema,
  line_2: placeSchema,
  city: placeSchema,
  region: placeSchema,
  postcode: z.string().trim().max(20),
  country: countrySchema,
  active: z.boolean(),
  fulfils_orders: z.boolean(),
  priority: prioritySchema,
};

export const locationCreateRequestSchema = z
  .strictObject({ ...z.object(changes).partial().shape, name: changes.name })
  .meta({ id: "LocationCreateRequest", example: { name: "Hamburg", code: "H", country: "DE", postcode: "20095" } });

export const locationChangeRequestSchema = z
  .strictObject({
    ...z.object(changes).partial().shape,
    is_default: z.literal(true).optional().meta({ description: "Make this the default in place of the other." }),
  })
  .meta({ id: "LocationChangeRequest", example: { priority: 10 } });

export const storeLocationSchema = z
  .object({
    remote_id: z.string().meta({ description: "What the store calls it." }),
    name: z.string(),
    active: z.boolean(),
    country: z.string(),
    city: z.string(),
    state: z.enum(["linked", "unused", "undecided"]).meta({
      description:
        "`linked`: shows what lies at `location_id`. `unused`: left alone. `undecided`: told nothing so far.",
    }),
    location_id: z.int().nullable(),
    location: z.string().nullable(),
    seen_at: stampSchema.meta({ description: "When the store last listed it." }),
  })
  .meta({ id: "StoreLocation" });
export type StoreLocationReply = z.infer<typeof storeLocationSchema>;

const mapExample = {
  sells_from: null,
  counts_by_location: true,
  undecided: 0,
  store_locations: [
    {
      remote_id: "gid://shopify/Location/1",
      name: "Main",
      active: true,
      country: "DE",
      city: "Berlin",
      state: "linked" as const,
      location_id: 1,
      location: "Main",
      seen_at: "2026-11-20T09:00:00.000Z",
    },
  ],
};

export const locationMapSchema = z
  .object({
    sells_from: z
      .array(z.int())
      .nullable()
      .meta({ description: "The locations that this connection sells from; null: all that are active." }),
    counts_by_location: z.boolean().meta({ description: "Whether the store counts by locations of its own." }),
    undecided: z.int().meta({ description: "So many of the store's locations still wait to be linked." }),
    store_locations: z.array(storeLocationSchema),
  })
  .meta({ id: "LocationMap", example: mapExample });
export type LocationMap = z.infer<typeof locationMapSchema>;

export const locationMapRequestSchema = z
  .strictObject({
    sells_from: z.array(z.int().min(1)).min(1).max(200).nullable().optional(),
    links: z
      .array(
        z.strictObject({
          remote_id: nameOfTheirsSchema(200),
          location_id: z.int().min(1).nullable().meta({ description: "Null: this one is not used." }),
        }),
      )
      .max(1000)
      .optional()
      .meta({ description: "Those that are left out stay as they are." }),
  })
  .meta({
    id: "LocationMapRequest",
    example: { sells_from: [1, 2], links: [{ remote_id: "gid://shopify/Location/1", location_id: 1 }] },
  });
