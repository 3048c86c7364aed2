// The fields that a write touched, in the store's own JSON: kept, compared, and turned into what sets them again.
import { z } from "zod";
import { asSent, asSentChoice } from "./attributes.ts";
import { type Json, listingSchema, type WooAttribute, type WooImage } from "./rows.ts";

export function touchedJson(json: Json, fields: readonly string[]): string {
  return JSON.stringify(Object.fromEntries(fields.map((field) => [field, json[field] ?? null])));
}

export function readTouched(text: string): Json {
  return z.record(z.string(), z.unknown()).safeParse(JSON.parse(text)).data ?? {};
}

/** Whether the store still shows what a write left behind; a category's new name or a new file date is no change. */
export function showsStill(touched: Json, json: Json): boolean {
  return Object.entries(touched).every(
    ([field, value]) => essence(field, value) === essence(field, json[field] ?? null),
  );
}

/** What has to be sent so that the fields are as they were. */
export function backTo(before: Json, after: Json): Json {
  const moved = Object.entries(before).filter(
    ([field, value]) => essence(field, value) !== essence(field, after[field]),
  );
  return Object.fromEntries(moved.map(([field, value]) => [field, toSend(field, value, after[field])]));
}

const shape = listingSchema.shape;

function essence(field: string, value: unknown): string {
  if (field === "categories" || field === "tags") return JSON.stringify(idsIn(value).sort());
  if (field === "images") return JSON.stringify(imagesIn(value).map(marksOf));
  if (field === "image") return JSON.stringify(imagesIn([value]).map(marksOf));
  if (field === "attributes") return JSON.stringify(attributesIn(value).map(toSentAttribute));
  return JSON.stringify(value ?? null);
}

function toSend(field: string, value: unknown, after: unknown): unknown {
  if (field === "categories" || field === "tags") return idsIn(value).map((id) => ({ id: Number(id) }));
  if (field === "images") return imagesIn(value).map((image) => imageBack(image, imagesIn(after)));
  // An empty one takes a variation's image away.
  if (field === "image") return imagesIn([value]).map((image) => imageBack(image, imagesIn([after])))[0] ?? {};
  if (field === "attributes") return attributesIn(value).map(toSentAttribute);
  return value;
}

function imageBack(image: WooImage, shown: readonly WooImage[]) {
  const now = shown.find(({ id }) => id === image.id);
  const isAsBefore = now === undefined || (now.name === image.name && now.alt === image.alt);
  return isAsBefore ? { id: Number(image.id) } : { id: Number(image.id), name: image.name, alt: image.alt };
}

function marksOf({ id, name, alt }: WooImage): readonly string[] {
  return [id, name, alt];
}

function toSentAttribute(attribute: WooAttribute) {
  return attribute.option === undefined ? asSent(attribute) : asSentChoice(attribute);
}

function idsIn(value: unknown): string[] {
  return (shape.tags.safeParse(value).data ?? []).map(({ id }) => id);
}

function imagesIn(value: unknown): readonly WooImage[] {
  return shape.images.safeParse(value).data ?? [];
}

function attributesIn(value: unknown): readonly WooAttribute[] {
  return shape.attributes.safeParse(value).data ?? [];
}
