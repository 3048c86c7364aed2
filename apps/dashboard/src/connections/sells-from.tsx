// From which of the account's locations a store sells: from all that send orders, or from some.
import { locationMapSchema } from "@logix/api/hub/locations";
import { Button, Checkbox, Divider, Group, Radio, Stack } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { get, send } from "../api/client.ts";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { tellDone } from "../components/tell.ts";
import { useLocations } from "../locations/use-locations.ts";

export function SellsFrom({ id }: { readonly id: string }) {
  const path = `/connections/${id}/locations`;
  const map = useQuery({
    queryKey: ["connections", "sells-from", id],
    queryFn: ({ signal }) => get(path, locationMapSchema, {}, signal),
  });
  if (map.error) return <ProblemAlert error={map.error} onRetry={() => void map.refetch()} />;
  // Anew with what is stored once it was saved.
  return map.data ? <Choice key={String(map.data.sells_from)} path={path} stored={map.data.sells_from} /> : null;
}

type Props = { readonly path: string /** Null: everywhere. */; readonly stored: readonly number[] | null };

function Choice({ path, stored }: Props) {
  const { t } = useTranslation("connections");
  const client = useQueryClient();
  const locations = useLocations().data?.locations ?? [];
  const [picked, setPicked] = useState(stored?.map(String) ?? null);
  const saving = useMutation({
    mutationFn: () => send("PUT", path, locationMapSchema, { sells_from: picked?.map(Number) ?? null }),
    onSuccess: async () => {
      tellDone(t("saved"));
      await client.invalidateQueries({ queryKey: ["connections"] });
      await client.invalidateQueries({ queryKey: ["stock"] });
    },
  });
  // With one place there is nothing to choose.
  if (locations.length < 2 && stored === null) return null;
  const isSame = String(picked?.toSorted()) === String(stored?.map(String).toSorted());
  return (
    <Stack gap="sm" maw="40rem">
      <Divider mb="xs" />
      <Radio.Group
        label={t("sells_from")}
        value={picked === null ? "all" : "some"}
        onChange={(which) => setPicked(which === "all" ? null : (stored?.map(String) ?? []))}
      >
        <Stack gap="sm" mt="xs">
          <Radio value="all" label={t("sells_everywhere")} description={t("sells_everywhere_hint")} />
          <Radio value="some" label={t("sells_some")} description={t("sells_some_hint")} />
        </Stack>
      </Radio.Group>
      {picked !== null && (
        <Checkbox.Group aria-label={t("sells_some")} value={picked} onChange={setPicked}>
          <Stack gap="xs" pl="xl">
            {locations.map((place) => (
              <Checkbox key={place.id} value={String(place.id)} label={place.name} />
            ))}
          </Stack>
        </Checkbox.Group>
      )}
      <ProblemAlert error={saving.error} />
      <Group>
        <Button
          variant="default"
          loading={saving.isPending}
          disabled={isSame || picked?.length === 0}
          onClick={() => saving.mutate()}
        >
          {t("sells_save")}
        </Button>
      </Group>
    </Stack>
  );
}
