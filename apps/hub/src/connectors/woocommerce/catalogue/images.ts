// Images as they are to be sent: by the store's id where it has them already, by address only where they are new.
import type { ImageDraft } from "../../../connector-kit/catalogue.ts";
import type { RemoteId } from "../../../connector-kit/contract.ts";
import { decoded } from "../entities.ts";
import type { WooImage } from "./rows.ts";

export type SentImage = {
  readonly id?: number;
  readonly src?: string;
  readonly name?: string;
  readonly alt?: string;
};
/** The store's ids of our images, by address; what this call has learnt goes before what the caller knew. */
export type KnownImages = ReadonlyMap<string, RemoteId>;

/**
 * Undefined where the store shows just these.
 * @param lost ids that the store has no image for any more.
 */
export function imagesToSend(
  drafts: readonly ImageDraft[],
  shown: readonly WooImage[],
  known: KnownImages,
  lost: ReadonlySet<RemoteId> = new Set(),
): readonly SentImage[] | undefined {
  const sent = drafts.map((draft) => toSend(draft, shown, known, lost));
  const isSame =
    sent.length === shown.length &&
    sent.every(({ id, src, name, alt }, index) => {
      return String(id) === shown[index]?.id && src === undefined && name === undefined && alt === undefined;
    });
  return isSame ? undefined : sent;
}

function isNew({ src }: SentImage): boolean {
  return src !== undefined;
}

/** Which of our images the store shows under which id, after the images that were sent have arrived, in their order. */
export function learnt(
  drafts: readonly ImageDraft[],
  sent: readonly SentImage[],
  shown: readonly WooImage[],
  before: readonly WooImage[],
): Map<string, RemoteId> {
  const ids = new Map<string, RemoteId>();
  if (sent.length !== shown.length) return ids;
  for (const [index, draft] of drafts.entries()) {
    const image = shown[index];
    const one = sent[index];
    if (image === undefined || one === undefined) continue;
    const arrived = isNew(one) ? !before.some(({ id }) => id === image.id) : String(one.id) === image.id;
    if (arrived) ids.set(draft.src, image.id);
  }
  return ids;
}

function toSend(
  { src, alt, name, remoteId }: ImageDraft,
  shown: readonly WooImage[],
  known: KnownImages,
  lost: ReadonlySet<RemoteId>,
): SentImage {
  const ids = [known.get(src), remoteId, shown.find((image) => image.src === src)?.id];
  const id = ids.find((one) => one !== undefined && !lost.has(one));
  if (id === undefined) return { src, ...(name ? { name } : {}), ...(alt ? { alt } : {}) };
  const image = shown.find((one) => one.id === id);
  // What somebody wrote beside a picture in the store is theirs, unless ours says something else.
  const differs = (ours: string | undefined, theirs: string | undefined) =>
    ours !== undefined && ours !== "" && decoded(theirs ?? "") !== ours;
  return {
    id: Number(id),
    ...(differs(name, image?.name) ? { name } : {}),
    ...(differs(alt, image?.alt) ? { alt } : {}),
  };
}
