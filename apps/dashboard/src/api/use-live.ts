// Listens to the hub and lets everything be asked again that a change has made old. One connection for each visible tab:
// a browser has few of them for each server, and a hidden tab needs none.
import { changeEventSchema } from "@logix/api/hub/events";
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { LIVE_TOPICS } from "./live-topics.ts";

const INSIGHTS_AT_MOST_EVERY_MS = 5_000;

export function useLive(): boolean {
  const client = useQueryClient();
  const [isLive, setLive] = useState(false);
  useEffect(() => {
    let source: EventSource | undefined;
    let wasClosed = false;
    const tell = teller(client);
    const open = () => {
      if (source && source.readyState !== EventSource.CLOSED) return;
      source = new EventSource("/api/v1/events");
      source.addEventListener("open", () => {
        setLive(true);
        // What happened while nobody listened.
        if (wasClosed) tell([...LIVE_TOPICS]);
        wasClosed = false;
      });
      source.addEventListener("error", () => {
        wasClosed = true;
        setLive(false);
      });
      source.addEventListener("change", (event) => {
        const parsed = changeEventSchema.safeParse(JSON.parse(event.data));
        if (parsed.success) tell(parsed.data.topics);
      });
    };
    const follow = () => {
      if (document.visibilityState === "visible") return open();
      source?.close();
      wasClosed = true;
    };
    follow();
    document.addEventListener("visibilitychange", follow);
    // A connection that the hub refused is not tried again by the browser itself.
    const again = setInterval(follow, 15_000);
    return () => {
      clearInterval(again);
      document.removeEventListener("visibilitychange", follow);
      source?.close();
    };
  }, [client]);
  return isLive;
}

function teller(client: QueryClient): (topics: readonly string[]) => void {
  let insightsAt = 0;
  return (topics) => {
    for (const topic of topics) void client.invalidateQueries({ queryKey: [topic] });
    const now = Date.now();
    if (now - insightsAt < INSIGHTS_AT_MOST_EVERY_MS) return;
    insightsAt = now;
    void client.invalidateQueries({ queryKey: ["insights"] });
  };
}
