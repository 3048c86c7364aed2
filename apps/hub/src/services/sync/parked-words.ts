// What parked work is called and what would help, in words for the person who has to decide. Pure.
import type { ParkedRow, ParkedWrite } from "../../database/sync/parked-work.ts";

type Trouble = Pick<ParkedWrite, "source" | "kind">;

/** What a screen can offer beside a remedy; the API's own routes carry it out. */
type RemedyAction = "retry" | "retry_like" | "open_connection" | "map_status" | "open_order" | "dismiss";
export type Remedy = { readonly text: string; readonly action: RemedyAction | null };

const THINGS: Readonly<Record<string, string>> = {
  order: "order",
  product: "product",
  customer: "customer",
  payout: "payout",
  order_status: "order's status",
  stock: "stock count",
};

/** For many of a kind. */
export function titleOfTrouble({ source, kind }: Trouble): string {
  const thing = THINGS[kind] ?? kind;
  if (source === "outward") return `The store does not take ${withArticle(thing)}`;
  if (source === "delivery") return `What the store told of ${withArticle(thing)} could not be worked on`;
  return `${capital(withArticle(thing))} of the store could not be read`;
}

/** For one of them. */
export function titleOfCard({ source, kind, remote_id }: Pick<ParkedRow, "source" | "kind" | "remote_id">): string {
  const id = remote_id.startsWith("unknown-in-run-") ? "without an id" : remote_id;
  if (source === "outward" && kind === "order_status") return `The store does not take the status of order ${id}`;
  if (source === "outward") return `The store does not take the stock of product ${id}`;
  const thing = THINGS[kind] ?? kind;
  if (source === "delivery") return `What the store told of ${thing} ${id} could not be worked on`;
  return `${capital(thing)} ${id} of the store could not be read`;
}

/** The likeliest first. */
export function remediesOf(row: ParkedRow, cannotBeRead: boolean): readonly Remedy[] {
  return [...own(row), ...byKind(row), ...always(row, cannotBeRead)];
}

function own({ remedy, error_kind }: ParkedRow): Remedy[] {
  return remedy === null ? [] : [{ text: remedy, action: isAboutAccess(error_kind) ? "open_connection" : null }];
}

function byKind({ source, kind, error_kind }: ParkedRow): Remedy[] {
  if (isAboutAccess(error_kind)) {
    return [{ text: "Enter credentials that may do this in the connection", action: "open_connection" }];
  }
  if (source === "outward" && kind === "order_status" && error_kind !== "missing") {
    return [
      { text: "Say in the connection which of the store's statuses ours is", action: "map_status" },
      { text: "Look at the order, and set a status that the store takes", action: "open_order" },
    ];
  }
  if (error_kind === "missing")
    return [{ text: "If the store has it no longer, there is nothing to do", action: "dismiss" }];
  if (error_kind === "unreachable" || error_kind === "limited") {
    return [{ text: "See whether the store answers again; test the connection", action: "open_connection" }];
  }
  return [];
}

function always({ resolved_at, source }: ParkedRow, cannotBeRead: boolean): Remedy[] {
  if (resolved_at !== null) return [];
  const retry: Remedy[] = [
    { text: source === "outward" ? "Send it again" : "Read it from the store again", action: "retry" },
    { text: "Try everything again that failed for the same reason", action: "retry_like" },
  ];
  return [...(cannotBeRead ? [] : retry), { text: "Put it away, with a reason", action: "dismiss" }];
}

function isAboutAccess(errorKind: string): boolean {
  return errorKind === "disconnected" || errorKind === "unauthenticated" || errorKind === "forbidden";
}

function withArticle(thing: string): string {
  return `${/^[aeiou]/.test(thing) ? "an" : "a"} ${thing}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
