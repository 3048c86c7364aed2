// When the API by which we ask a store comes to its end: what its connector declares, and what the store's replies say. Pure.

/** People are told this long before; an update of the hub has to be made and rolled out in that time. */
const WARN_DAYS = 120;
const DAY_MS = 86_400_000;

export type ApiVersion = { readonly id: string; readonly sunset?: string };

export type SaidNotice = { readonly header: string; readonly notice: string; readonly sunsetAt: Date | null };

export type ApiOutlook = {
  readonly version: string;
  /** The earliest day that is known. */
  readonly sunsetAt: Date | null;
  readonly daysLeft: number | null;
  /** For a person; null while there is time. */
  readonly warning: string | null;
};

export function outlookOf(
  version: ApiVersion,
  said: readonly { readonly sunset_at: Date | null }[],
  now: Date,
): ApiOutlook {
  const declared = version.sunset === undefined ? [] : [new Date(version.sunset)];
  const days = [...declared, ...said.flatMap(({ sunset_at: at }) => (at === null ? [] : [at]))];
  const sunsetAt = days.sort((one, other) => one.getTime() - other.getTime())[0] ?? null;
  const daysLeft = sunsetAt === null ? null : Math.floor((sunsetAt.getTime() - now.getTime()) / DAY_MS);
  return {
    version: version.id,
    sunsetAt,
    daysLeft,
    warning: warningOf(version.id, sunsetAt, daysLeft, said.length > 0),
  };
}

function warningOf(id: string, sunsetAt: Date | null, daysLeft: number | null, isSaid: boolean): string | null {
  if (sunsetAt === null || daysLeft === null) {
    return isSaid ? `The platform calls the API ${id} outdated, without naming its last day. Update Logix` : null;
  }
  if (daysLeft > WARN_DAYS) return null;
  const day = sunsetAt.toISOString().slice(0, 10);
  if (daysLeft < 0) return `The API ${id} ended on ${day}. Update Logix at once`;
  return `The API ${id} ends on ${day}, in ${daysLeft} days. Update Logix before`;
}

/** Of a reply's headers what says that an API, or a part of it, comes to its end. */
export function noticesIn(headers: Readonly<Record<string, string>>): readonly SaidNotice[] {
  const sunsetAt = dateOf(headers.sunset);
  return Object.entries(headers).flatMap(([header, value]): SaidNotice[] => {
    if (!SAYING.test(header) || value.trim() === "" || value === "false") return [];
    if (header === "warning" && !/^299\b/.test(value)) return [];
    return [{ header, notice: value.slice(0, MOST_LETTERS), sunsetAt }];
  });
}

const MOST_LETTERS = 500;

// Deprecation: RFC 9745. Sunset: RFC 8594. Warning 299: RFC 7234, as many platforms still use it. Some have one of their own,
// such as X-Shopify-API-Deprecated-Reason (https://shopify.dev/docs/api/usage/versioning).
const SAYING = /^(deprecation|sunset|warning|x-[a-z]+-api-deprecated-reason)$/;

function dateOf(value: string | undefined): Date | null {
  const date = new Date(value ?? "");
  return Number.isNaN(date.getTime()) ? null : date;
}
