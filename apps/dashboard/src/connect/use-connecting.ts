// Asking the hub about stores that are not connected yet, and connecting them. Nothing is read before the rules are chosen.
import { examinationSchema } from "@logix/api/hub/connection-start";
import { connectionSchema } from "@logix/api/hub/connections";
import { platformListSchema } from "@logix/api/hub/platforms";
import { sandboxStoreListSchema } from "@logix/api/hub/sandbox-stores";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { get, send } from "../api/client.ts";

export type WooSettings = {
  readonly store_url: string;
  readonly consumer_key?: string;
  readonly consumer_secret?: string;
  readonly allow_insecure_http?: boolean;
};

export function usePlatforms() {
  return useQuery({
    queryKey: ["fixed", "platforms"],
    queryFn: ({ signal }) => get("/platforms", platformListSchema, {}, signal),
  });
}

export function useSandboxStores() {
  return useQuery({
    queryKey: ["connections", "sandbox"],
    queryFn: ({ signal }) => get("/sandbox-stores", sandboxStoreListSchema, {}, signal),
  });
}

export function useExamination() {
  return useMutation({
    mutationFn: (settings: WooSettings) =>
      send("POST", "/connections/examination", examinationSchema, { platform: "woocommerce", settings }),
  });
}

/** What was connected is shown, where its rules are chosen. */
export function useShowConnection(): (publicId: string) => Promise<void> {
  const client = useQueryClient();
  const navigate = useNavigate();
  return async (publicId) => {
    await client.invalidateQueries({ queryKey: ["connections"] });
    // Going back leads to before the form: a store cannot be connected twice.
    await navigate({ to: `/connections/${publicId}`, replace: true });
  };
}

export function useConnect() {
  const show = useShowConnection();
  return useMutation({
    mutationFn: ({ name, settings }: { readonly name: string; readonly settings: WooSettings }) =>
      send("POST", "/connections", connectionSchema, {
        platform: "woocommerce",
        ...(name.trim() !== "" && { name }),
        auto_sync: false,
        settings,
      }),
    onSuccess: ({ public_id }) => show(public_id),
  });
}

export function useSandbox(name: string) {
  const show = useShowConnection();
  return useMutation({
    mutationFn: () => send("POST", "/sandbox-stores", connectionSchema, { name, auto_sync: false }),
    onSuccess: ({ public_id }) => show(public_id),
  });
}
