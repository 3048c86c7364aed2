// Who changed what since both sides were last the same.
import { expect, test } from "vitest";
import type { ListingDraft, ListingState } from "../connector-kit/catalogue.ts";
import { merge, sentFields, stateWithout } from "./merge.ts";

const attribute = (target: string, ...options: string[]) => ({ target, label: target, options, forVariants: false });
const draft = (fields: ListingDraft["fields"], ...attributes: ListingDraft["attributes"]): ListingDraft => ({
  fields,
  attributes,
});
const shop = (fields: ListingState["fields"], more: Partial<ListingState> = {}): ListingState => ({
  remoteId: "1",
  parentRemoteId: null,
  kind: "product",
  sku: "A",
  type: "simple",
  fields,
  images: [],
  attributes: [],
  variantOptions: {},
  variants: [],
  modifiedAt: "2026-11-20T10:00:00Z",
  raw: "{}",
  ...more,
});
const verdicts = (ours: ListingDraft, theirs: ListingState, base: ListingDraft) =>
  Object.fromEntries(merge(ours, theirs, sentFields(base)).map(({ key, verdict }) => [key, verdict]));

test("each of the four cases is told from the others, field by field", () => {
  const base = draft({ name: "Mug", regular_price: "10", description: "Old", short_description: "S" });
  const ours = draft({ name: "Blue mug", regular_price: "10", description: "New", short_description: "S" });
  const theirs = shop({ name: "Mug", regular_price: "12", description: "Newer", short_description: "S" });
  expect(verdicts(ours, theirs, base)).toEqual({
    name: "ours",
    regular_price: "theirs",
    description: "both",
    short_description: "same",
  });
});

test("the same change on both sides is none, and neither is another spelling of a number", () => {
  const base = draft({ name: "Mug", regular_price: "10" });
  const ours = draft({ name: "Cup", regular_price: "10.00" });
  expect(verdicts(ours, shop({ name: "Cup", regular_price: "10.0" }), base)).toEqual({
    name: "same",
    regular_price: "same",
  });
});

test("attributes count by their options, and one that the store took away was changed there", () => {
  const base = draft({}, attribute("pa_color", "Red"));
  const ours = draft({}, attribute("pa_color", "Blue"));
  const green = shop({}, { attributes: [attribute("pa_color", "Green")] });
  expect(merge(ours, green, sentFields(base))).toEqual([
    { key: "attributes.pa_color", verdict: "both", base: ["Red"], ours: ["Blue"], theirs: ["Green"] },
  ]);
  expect(verdicts(ours, shop({}), base)).toEqual({ "attributes.pa_color": "both" });
  expect(verdicts(ours, shop({}, { attributes: [attribute("pa_color", "Red")] }), base)).toEqual({
    "attributes.pa_color": "ours",
  });
});

test("pictures are known again by the store's ids", () => {
  const base = { images: [{ src: "https://shop.example/1.jpg", remoteId: "7" }] };
  const ours = draft({ images: [{ src: "https://here.example/a.jpg", remoteId: "7" }] });
  const image = (remoteId: string) => ({ remoteId, src: `https://shop.example/${remoteId}.jpg`, alt: "", name: "" });
  expect(merge(ours, shop({}, { images: [image("7")] }), base)).toMatchObject([{ verdict: "same" }]);
  expect(merge(ours, shop({}, { images: [image("8")] }), base)).toMatchObject([{ verdict: "theirs" }]);
});

test("of what was never the same nothing is said, and nothing of who it is", () => {
  expect(merge(draft({ name: "A", sku: "B" }), shop({ name: "C", sku: "D" }), {})).toEqual([]);
  expect(merge(draft({ sku: "B" }), shop({ sku: "D" }), { sku: "A" })).toEqual([]);
});

test("a listing without a field says nothing of it to an import", () => {
  const state = shop({ name: "A", description: "B" }, { attributes: [attribute("pa_color", "Red")] });
  const left = stateWithout(state, new Set(["name", "attributes.pa_color"]));
  expect(left.fields).toEqual({ description: "B" });
  expect(left.attributes).toEqual([]);
});
