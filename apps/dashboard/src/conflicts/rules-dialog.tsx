// Decided once for a store: who is right, by kind of field.
import { CONFLICT_DOMAINS, CONFLICT_RULES, type ConflictPolicy, conflictPolicySchema } from "@logix/api/hub/conflicts";
import type { Connection } from "@logix/api/hub/connections";
import { Modal, NativeSelect, Skeleton, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { get, send } from "../api/client.ts";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { tellDone } from "../components/tell.ts";
import { useMay } from "../session/session.ts";

export function RulesDialog({
  store,
  opened,
  onClose,
}: {
  readonly store: Connection;
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation("conflicts");
  const { t: common } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("rules_title", { store: store.name })}
      closeButtonProps={{ "aria-label": common("close") }}
    >
      <Rules store={store} />
    </Modal>
  );
}

function Rules({ store }: { readonly store: Connection }) {
  const { t } = useTranslation("conflicts");
  const may = useMay();
  const client = useQueryClient();
  const path = `/connections/${store.public_id}/conflict-policy`;
  const queryKey = ["connections", store.public_id, "conflict-policy"];
  const policy = useQuery({ queryKey, queryFn: ({ signal }) => get(path, conflictPolicySchema, {}, signal) });
  const saving = useMutation({
    mutationFn: (change: Partial<ConflictPolicy>) => send("PUT", path, conflictPolicySchema, change),
    onSuccess: (saved) => {
      client.setQueryData(queryKey, saved);
      tellDone(t("rules_saved"));
    },
  });
  if (!policy.data) return policy.error ? <ProblemAlert error={policy.error} /> : <Skeleton height={240} />;
  const { data } = policy;
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {t("rules_hint")}
      </Text>
      <ProblemAlert error={saving.error} />
      {CONFLICT_DOMAINS.map((domain) => (
        <NativeSelect
          key={domain}
          label={t(domain)}
          disabled={!may("integration:update")}
          value={data[domain]}
          onChange={(event) => {
            const rule = CONFLICT_RULES.find((each) => each === event.currentTarget.value);
            if (rule) saving.mutate({ [domain]: rule });
          }}
          data={CONFLICT_RULES.map((value) => ({ value, label: t(`rule_${value}`) }))}
        />
      ))}
    </Stack>
  );
}
