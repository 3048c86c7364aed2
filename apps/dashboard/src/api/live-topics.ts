// What live updates tell of. Query keys begin with one of these words.
import { EVENT_TOPICS, type EventTopic } from "@logix/api/hub/events";

export const LIVE_TOPICS = EVENT_TOPICS;

/** `fixed`: never told of, asked again when it grows stale. */
export type LiveTopic = EventTopic | "insights" | "users" | "fixed";
