// What became of one product of an export: as a line of its run, and as its link.
import { z } from "zod";
import type { ListingResult, WriteFailure } from "../../connector-kit/catalogue.ts";
import type { ExportedLink, FailedLink } from "../../database/catalogue/product-links-write.ts";
import type { NewRunItem } from "../../database/publishing/run-items.ts";
import { type CommonFields, sentFields, shownFields } from "../../field-mapping/index.ts";
import type { Prepared } from "./drafts.ts";

export const exportDetailSchema = z.object({
  exportedFields: z.array(z.string()).optional(),
  sentFields: z.array(z.string()).optional(),
  warnings: z.array(z.string()).optional(),
  remedy: z.string().nullish(),
});
type ExportDetail = z.infer<typeof exportDetailSchema>;

export type SettledItem = {
  readonly item: NewRunItem;
  readonly exported: ExportedLink | null;
  readonly failed: FailedLink | null;
  /** Of what was sent: what both sides have from now on. */
  readonly common?: CommonFields;
};

export type Failure = Pick<WriteFailure, "code" | "message" | "remedy"> & { readonly remoteId?: string };

export function failedItem(productId: number, { code, message, remedy, remoteId = "" }: Failure): SettledItem {
  const known = remoteId === "" ? null : remoteId;
  const detail: ExportDetail = { remedy };
  return {
    item: { ...NOTHING, productId, remoteId: known, outcome: "failed", detail, message },
    exported: null,
    failed: { productId, message, code, remedy, remoteId: known, gone: code === "gone" },
  };
}

/** Nothing had to be sent. */
export function unchangedItem(
  productId: number,
  { remoteId, parentRemoteId }: { readonly remoteId: string; readonly parentRemoteId: string | null },
  { fields, warnings }: Prepared,
): SettledItem {
  const detail: ExportDetail = { exportedFields: [...fields], sentFields: [], warnings: [...warnings] };
  return {
    item: { ...NOTHING, productId, remoteId, parentRemoteId, outcome: "unchanged", detail },
    exported: { productId, remoteId, parentRemoteId, sent: {}, images: {}, fields },
    failed: null,
  };
}

export function writtenItem(
  productId: number,
  parentRemoteId: string | null,
  prepared: Prepared,
  result: Exclude<ListingResult, WriteFailure>,
): SettledItem {
  const { outcome, remoteId, before, after, images } = result;
  const isSilent = outcome === "unchanged";
  const detail: ExportDetail = {
    exportedFields: [...prepared.fields],
    sentFields: isSilent ? [] : [...prepared.sentFields],
    warnings: [...prepared.warnings],
  };
  return {
    item: {
      productId,
      remoteId,
      parentRemoteId,
      outcome,
      detail,
      before: isSilent ? null : before,
      after: isSilent ? null : after,
      message: null,
    },
    exported: { productId, remoteId, parentRemoteId, sent: prepared.hashes, images, fields: prepared.fields },
    failed: null,
    common: commonOf(prepared, result),
  };
}

/** As the store shows it where it said so: stores tidy texts up. Pictures are known by the store's ids. */
function commonOf({ draft }: Prepared, { shows, images }: Exclude<ListingResult, WriteFailure>): CommonFields {
  const sent = sentFields(draft);
  const pictures = draft.fields.images?.map((image) => ({ ...image, remoteId: images[image.src] ?? image.remoteId }));
  const shown = shows
    ? shownFields(
        shows,
        TIDIED.filter((key) => Object.hasOwn(sent, key)),
      )
    : {};
  return { ...sent, ...shown, ...(pictures && { images: pictures }) };
}

const TIDIED: readonly string[] = ["name", "description", "short_description"];

const NOTHING = { remoteId: null, parentRemoteId: null, before: null, after: null, message: null } as const;
