// The places where goods lie, for every screen that offers or names them.
import { type Location, locationListSchema } from "@logix/api/hub/locations";
import { useQuery } from "@tanstack/react-query";
import { get } from "../api/client.ts";
import type { Pages } from "../api/use-pages.ts";
import { useMay } from "../session/session.ts";

const LOCATIONS_KEY = ["stock", "locations"] as const;

export function useLocations() {
  const may = useMay();
  return useQuery({
    queryKey: LOCATIONS_KEY,
    queryFn: ({ signal }) => get("/locations", locationListSchema, {}, signal),
    enabled: may("stock:read"),
  });
}

/** As tables want them: there are few, and they come all at once. */
export function useLocationPages(): Pages<Location> {
  const found = useLocations();
  return {
    rows: found.data?.locations ?? [],
    isPending: found.isPending,
    error: found.error,
    hasMore: false,
    isLoadingMore: false,
    loadMore: () => {},
    reload: () => void found.refetch(),
  };
}
